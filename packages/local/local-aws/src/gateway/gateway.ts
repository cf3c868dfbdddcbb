import { randomUUID } from 'node:crypto';
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Authenticator } from '../auth/authenticator.ts';
import type { Cloud } from '../cloud/cloud.ts';
import type { AwsError } from '../protocol/aws-error.ts';
import type { AwsResponse, Service, UnsignedRequest } from '../protocol/message.ts';
import { awaitsContinue, serveExpectations } from './expect.ts';
import { identifyService } from './identify-service.ts';
import { localPage } from './local-pages.ts';
import { createScreen } from './screen.ts';
import { refuseUnknownService } from './unknown-service.ts';
import { writable } from './writable.ts';

/** Nothing but pages of deployed APIs may run scripts as this cloud's, or be taken for something else than they are. */
const safeguards = { 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' };

/**
 * One HTTP server for every service. A request passes named stages: identify the service, keep web pages out,
 * authenticate the caller, let the service answer, write the answer.
 */
export function createGateway(options: {
  readonly cloud: Cloud;
  readonly services: ReadonlyMap<string, Service>;
  readonly authenticator: Authenticator;
  /** Names besides those of loopback that requests may be sent to. */
  readonly allowedHosts: readonly string[];
}): Server {
  const { cloud, services, authenticator, allowedHosts } = options;
  const serviceNames = [...services.keys()];
  const refusalOf = createScreen({ log: cloud.log, allowedHosts });

  async function answer(incoming: IncomingMessage, signal: AbortSignal): Promise<AwsResponse> {
    const request = toUnsignedRequest(incoming, signal);
    return named(await route(incoming, request), request);
  }

  async function route(incoming: IncomingMessage, request: UnsignedRequest): Promise<AwsResponse> {
    const page = localPage(cloud, serviceNames, incoming.url);
    const name = identifyService(incoming);
    const service = page ? undefined : services.get(name);
    const refusal = await refusalOf(request, service);
    if (refusal) return guarded(plainError(refusal));
    if (page) return guarded(await page(incoming));
    if (!service) return guarded(await refuseUnknownService(cloud, request, name));
    const response = await serve(service, request);
    return service.allowsOrigin ? response : guarded(response);
  }

  async function serve(service: Service, request: UnsignedRequest): Promise<AwsResponse> {
    const { name } = service;
    try {
      return writable(await service.handle(await authenticator.authenticate(request, name)));
    } catch (error) {
      const fault = cloud.toAwsError(error, name, request);
      return (await service.refuse?.(request, fault)) ?? guarded(plainError(fault));
    }
  }

  /** What could not be answered is our fault, and said as such: a connection that is cut tells nothing. */
  function fail(error: unknown, incoming: IncomingMessage, outgoing: ServerResponse, signal: AbortSignal) {
    const fault = cloud.toAwsError(error, 'gateway', toUnsignedRequest(incoming, signal));
    for (const name of outgoing.getHeaderNames()) outgoing.removeHeader(name);
    outgoing
      .writeHead(fault.status, { 'content-type': 'application/json', ...safeguards })
      .end(String(plainError(fault).body));
  }

  const listener: RequestListener = (incoming, outgoing) => {
    const hungUp = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) hungUp.abort();
    });
    answer(incoming, hungUp.signal)
      .then((response) => write(incoming, outgoing, response))
      .catch((error: unknown) => {
        // The client went away in the middle of a body: there is nobody left to tell.
        if (outgoing.destroyed) return;
        if (outgoing.headersSent) outgoing.destroy(error instanceof Error ? error : undefined);
        else fail(error, incoming, outgoing, hungUp.signal);
      });
  };

  // Node's own request timeout would cut off a 5 GB upload; header timeouts stay.
  const server = createServer({ requestTimeout: 0, keepAliveTimeout: 60_000 }, listener);
  serveExpectations(server, listener);
  return server;
}

function toUnsignedRequest(incoming: IncomingMessage, signal: AbortSignal): UnsignedRequest {
  const url = incoming.url ?? '/';
  const question = url.indexOf('?');
  return {
    id: randomUUID(),
    method: incoming.method ?? 'GET',
    path: question < 0 ? url : url.slice(0, question),
    query: new URLSearchParams(question < 0 ? '' : url.slice(question + 1)),
    rawQuery: question < 0 ? '' : url.slice(question + 1),
    headers: incoming.headers,
    rawHeaders: incoming.rawHeaders,
    host: incoming.headers.host ?? '',
    body: incoming,
    sourceIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    receivedAt: new Date(),
    signal,
  };
}

async function write(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  response: AwsResponse,
): Promise<void> {
  outgoing.statusCode = response.status;
  for (const [name, value] of Object.entries(response.headers ?? {})) {
    outgoing.setHeader(name, typeof value === 'string' ? onTheWire(value) : value.map(onTheWire));
  }
  // An unread body would poison the next request on this connection: it is read, or the connection ends.
  if (awaitsContinue(incoming)) outgoing.setHeader('connection', 'close');
  else if (!incoming.complete) incoming.resume();
  if (response.body instanceof Readable) {
    await pipeline(response.body, outgoing);
    return;
  }
  // As a text it would be sent together with the headers, and these then not in Latin-1.
  const body = Buffer.from(response.body ?? '');
  if (!outgoing.hasHeader('content-length') && response.status !== 204 && response.status !== 304) {
    outgoing.setHeader('content-length', body.length);
  }
  outgoing.end(body);
}

/** Node.js takes Latin-1 alone, and no control characters: what is neither goes as the bytes of UTF-8. */
function onTheWire(value: string): string {
  const text = value.replace(/[^\P{Cc}\t]/gu, ' ');
  return /^[\t\u0020-\u00ff]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

/** With the id of the request, which S3 alone tells by a header of its own. */
function named(response: AwsResponse, { id }: UnsignedRequest): AwsResponse {
  const { headers = {} } = response;
  return 'x-amz-request-id' in headers
    ? response
    : { ...response, headers: { 'x-amzn-requestid': id, ...headers } };
}

function plainError(error: AwsError): AwsResponse {
  return {
    status: error.status,
    headers: { 'content-type': 'application/json', 'x-amzn-errortype': error.code },
    body: JSON.stringify({ __type: error.code, message: error.message }),
  };
}

function guarded(response: AwsResponse): AwsResponse {
  return { ...response, headers: { ...safeguards, ...response.headers } };
}
