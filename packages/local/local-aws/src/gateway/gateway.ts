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
import { type AwsResponse, anonymous, type Service, type UnsignedRequest } from '../protocol/message.ts';
import type { Step } from '../trail/trail.ts';
import { consoleDoor } from './console-door.ts';
import { awaitsContinue, serveExpectations } from './expect.ts';
import { identifyService } from './identify-service.ts';
import { localPage } from './local-pages.ts';
import { createScreen } from './screen.ts';
import { refuseUnknownService } from './unknown-service.ts';
import { writable } from './writable.ts';

/** Only pages of deployed APIs may run scripts with this cloud's origin; no response may be read as another type. */
const safeguards = { 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' };

/**
 * One HTTP server for every service. A request passes named stages: identify the service, refuse foreign web pages,
 * authenticate the caller, let the service answer, write the response.
 */
export function createGateway(options: {
  readonly cloud: Cloud;
  readonly services: ReadonlyMap<string, Service>;
  readonly authenticator: Authenticator;
  /** Host names, besides those of loopback, to which requests may be sent. */
  readonly allowedHosts: readonly string[];
  /** Loads the console when it is first opened. */
  readonly loadConsole: Parameters<typeof consoleDoor>[0];
}): Server {
  const { cloud, services, authenticator, allowedHosts } = options;
  const door = consoleDoor(options.loadConsole);
  const serviceNames = [...services.keys()];
  const refusalOf = createScreen({ log: cloud.log, allowedHosts });

  async function answer(incoming: IncomingMessage, signal: AbortSignal): Promise<AwsResponse> {
    const request = toUnsignedRequest(incoming, signal);
    return named(await route(incoming, request), request);
  }

  async function route(incoming: IncomingMessage, request: UnsignedRequest): Promise<AwsResponse> {
    if (door.isFor(request)) {
      const refusal = await refusalOf(request, door.target(request));
      return guarded(refusal ? plainError(refusal) : await door.answer(request));
    }
    const name = identifyService(incoming);
    // All paths of a function's or a distribution's own host are theirs.
    const page =
      name === 'lambda-url' || name === 'cloudfront-edge'
        ? undefined
        : localPage(cloud, serviceNames, incoming.url);
    const service = page ? undefined : services.get(name);
    const refusal = await refusalOf(request, service);
    if (refusal) return guarded(plainError(refusal));
    if (page) return guarded(await page(incoming));
    if (!service) return guarded(await refuseUnknownService(cloud, request, name));
    const response = await serve(service, request);
    return service.allowsOrigin ? response : guarded(response);
  }

  function serve(service: Service, request: UnsignedRequest): Promise<AwsResponse> {
    const { method, path } = request;
    const span = { kind: 'request', service: service.name, name: `${method} ${path}`, target: path } as const;
    return cloud.trail.step({ ...span, causedBy: [] }, async (step) => {
      const response = await answerBy(service, request, step);
      step.note({ facts: { status: response.status } });
      return response;
    });
  }

  async function answerBy(service: Service, request: UnsignedRequest, step: Step): Promise<AwsResponse> {
    const { name } = service;
    try {
      const isPublic = await service.isPublic?.(request);
      const authenticated = isPublic
        ? { ...request, caller: anonymous }
        : await authenticator.authenticate(request, name);
      const { caller } = authenticated;
      step.note({ caller: caller.principalArn });
      if (caller.accessKeyId !== undefined) step.causedBy(`environment:${caller.accessKeyId}`);
      return writable(await service.handle(authenticated));
    } catch (error) {
      const fault = cloud.toAwsError(error, name, request);
      return (await service.refuse?.(request, fault)) ?? guarded(plainError(fault));
    }
  }

  /** A response that failed is our fault, and the client is told so: a cut connection would explain nothing. */
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
        // The client went away in the middle of a body, so there is nobody to answer.
        if (outgoing.destroyed) return;
        if (outgoing.headersSent) outgoing.destroy(error instanceof Error ? error : undefined);
        else fail(error, incoming, outgoing, hungUp.signal);
      });
  };

  // Node's own request timeout would cut off a 5 GB upload; the header timeouts stay.
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
  // Node would send a text together with the headers, and then not encode the headers in Latin-1.
  const body = Buffer.from(response.body ?? '');
  if (!outgoing.hasHeader('content-length') && response.status !== 204 && response.status !== 304) {
    outgoing.setHeader('content-length', body.length);
  }
  outgoing.end(body);
}

/** Node.js accepts only Latin-1 without control characters; other values are sent as the bytes of their UTF-8. */
function onTheWire(value: string): string {
  const text = value.replace(/[^\P{Cc}\t]/gu, ' ');
  return /^[\t\u0020-\u00ff]*$/.test(text) ? text : Buffer.from(text).toString('latin1');
}

/** Adds the request's id, except for S3, which has a header of its own for it. */
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
