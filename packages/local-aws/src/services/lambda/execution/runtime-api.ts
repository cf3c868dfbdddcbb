import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An event on its way into an execution environment. */
export interface Delivery {
  readonly requestId: string;
  readonly payload: Uint8Array;
  readonly functionArn: string;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly traceId: string;
}

/** What the process says through the Runtime API. */
export type RuntimeMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'response'; readonly requestId: string; readonly payload: Buffer }
  | { readonly kind: 'error'; readonly requestId: string; readonly payload: Buffer }
  | { readonly kind: 'init-error'; readonly payload: Buffer };

export interface RuntimeApi {
  /** `127.0.0.1:<port>`, for AWS_LAMBDA_RUNTIME_API. */
  readonly address: string;
  /** Hands an event to the process, now or as soon as it asks for the next one. */
  deliver(delivery: Delivery): void;
  close(): void;
}

/**
 * The Lambda Runtime API, a server for each environment (AWS Lambda Developer Guide, "Using the Lambda runtime
 * API"). `ready` is told each time the process asks for its next event.
 */
export async function startRuntimeApi(onMessage: (message: RuntimeMessage) => void): Promise<RuntimeApi> {
  let waiting: ServerResponse | undefined;
  let next: Delivery | undefined;

  function handOver(): void {
    if (!waiting || !next) return;
    waiting.writeHead(200, {
      'content-type': 'application/json',
      'content-length': next.payload.length,
      'lambda-runtime-aws-request-id': next.requestId,
      'lambda-runtime-deadline-ms': String(next.deadline),
      'lambda-runtime-invoked-function-arn': next.functionArn,
      'lambda-runtime-trace-id': next.traceId,
    });
    waiting.end(next.payload);
    waiting = undefined;
    next = undefined;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = (request.url ?? '').replace('/2018-06-01/runtime', '');
    if (request.method === 'GET' && path === '/invocation/next') {
      waiting = response;
      onMessage({ kind: 'ready' });
      handOver();
      return;
    }
    const payload = Buffer.concat(await request.toArray());
    const invocation = /^\/invocation\/([^/]+)\/(response|error)$/.exec(path);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    if (invocation?.[1]) {
      const kind = invocation[2] === 'error' ? 'error' : 'response';
      onMessage({ kind, requestId: invocation[1], payload });
    } else if (path === '/init/error') {
      onMessage({ kind: 'init-error', payload });
    }
  }

  const server: Server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  // An environment may wait for its next event as long as it likes.
  server.requestTimeout = 0;
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    deliver(delivery) {
      next = delivery;
      handOver();
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
