import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type Answer, isStreaming, receiveStream, receiveWhole, truncated } from './receive-answer.ts';
import type { ResponseStream } from './response-stream.ts';

/** An event on its way into an execution environment. */
export interface Delivery {
  readonly requestId: string;
  readonly payload: Uint8Array;
  /** JSON. */
  readonly clientContext?: string | undefined;
  readonly functionArn: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly traceHeader: string;
  /** Takes the response of a function that streams; without it all of it is the answer. */
  readonly stream?: ResponseStream | undefined;
}

/** An event that the process has not answered yet. */
interface Pending {
  readonly requestId: string;
  readonly stream: ResponseStream | undefined;
  answered(answer: Answer): void;
}

/** How long a process that hangs up in the middle of a response has to be gone: how it ended says more. */
const hungUpMs = 500;

/** Errors travel in trailers, with their stack. */
const maximumHeaderBytes = 1024 ** 2;

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Resolves with the error that the process reports for its init phase. */
  readonly initError: Promise<Answer>;
  /** Resolves when the process asks for its next event, or is already asking. */
  ready(): Promise<void>;
  /** Gives an event to the process when it asks for one. */
  deliver(delivery: Delivery): Promise<Answer>;
  close(): void;
}

/**
 * One server per environment. Source: AWS Lambda Developer Guide, "Using the Lambda runtime API". `onCall` gets what our own
 * runtimes tell of an event's calls to other servers, which AWS's do not.
 */
export async function startRuntimeApi(
  onCall: (requestId: string, told: Buffer) => void = () => {},
): Promise<RuntimeApi> {
  let failInit: (error: Answer) => void = () => {};
  const initError = new Promise<Answer>((resolve) => {
    failInit = resolve;
  });
  let asking: ServerResponse | undefined;
  const waiting: (() => void)[] = [];
  let current: Pending | undefined;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isOfPage(request)) {
      response.writeHead(403).end();
      return;
    }
    const path = (request.url ?? '').replace('/2018-06-01/runtime', '');
    if (request.method === 'GET' && path === '/invocation/next') {
      asking = response;
      response.once('close', () => {
        if (asking === response) asking = undefined; // the process is gone
      });
      for (const resolve of waiting.splice(0)) resolve();
      return;
    }
    const [, requestId, kind] = /^\/invocation\/([^/]+)\/(response|error|call)$/.exec(path) ?? [];
    const pending = requestId !== undefined && requestId === current?.requestId ? current : undefined;
    const streamed = kind === 'response' && isStreaming(request) ? pending?.stream : undefined;
    if (pending && streamed) {
      pending.answered(await receiveStream(request, streamed).catch(() => hungUp()));
      accept(response);
      if (current === pending) current = undefined;
      return;
    }
    const answer = await receiveWhole(request, kind === 'response' ? 'response' : 'error');
    if (requestId !== undefined && kind === 'call') {
      accept(response);
      onCall(requestId, answer.payload);
    } else if (pending) {
      accept(response);
      pending.answered(answer);
      if (current === pending) current = undefined;
    } else if (path === '/init/error') {
      accept(response);
      failInit(answer);
    } else {
      response.writeHead(400, { 'content-type': 'application/json' });
      response.end('{"errorType":"InvalidRequestID","errorMessage":"Invalid request ID"}');
    }
  }

  const server = createServer(
    { requestTimeout: 0, keepAliveTimeout: 0, maxHeaderSize: maximumHeaderBytes },
    (request, response) => {
      handle(request, response).catch(() => response.destroy());
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  /**
   * A page in a browser could take events and answer them; runtimes send neither of these headers, nor another host. A
   * picture's GET may come without them, and takes an event all the same: it has the browser's name.
   */
  function isOfPage({ headers }: IncomingMessage): boolean {
    return (
      headers.host !== address ||
      headers.origin !== undefined ||
      'sec-fetch-site' in headers ||
      /^Mozilla\//.test(headers['user-agent'] ?? '')
    );
  }

  async function next(): Promise<ServerResponse> {
    while (!asking) {
      await new Promise<void>((resolve) => waiting.push(resolve));
    }
    return asking;
  }

  return {
    address,
    initError,
    ready: async () => void (await next()),
    async deliver({ requestId, payload, clientContext, functionArn, deadline, traceHeader, stream }) {
      const answer = new Promise<Answer>((answered) => {
        current = { requestId, stream, answered };
      });
      const response = await next();
      asking = undefined;
      response.writeHead(200, {
        'content-type': 'application/json',
        'content-length': payload.length,
        'lambda-runtime-aws-request-id': requestId,
        'lambda-runtime-deadline-ms': String(deadline),
        'lambda-runtime-invoked-function-arn': functionArn,
        'lambda-runtime-trace-id': traceHeader,
        ...(clientContext === undefined ? {} : { 'lambda-runtime-client-context': clientContext }),
      });
      response.end(payload);
      return answer;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function hungUp(): Promise<Answer> {
  await setTimeout(hungUpMs);
  return truncated;
}

function accept(response: ServerResponse): void {
  response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
}
