import type { IncomingMessage } from 'node:http';
import { maximumResponseBytes, maximumStreamBytes } from './payload-limits.ts';
import type { ResponseStream, StreamFailure } from './response-stream.ts';

/** What the process says of an event. */
export interface Answer {
  readonly kind: 'response' | 'error';
  /** Empty for what went to a response stream. Of a response that is too large only a part. */
  readonly payload: Buffer;
  /** Size of the whole payload. */
  readonly bytes: number;
}

export function isStreaming({ headers }: IncomingMessage): boolean {
  return headers['lambda-runtime-function-response-mode'] === 'streaming';
}

/** Reads what a runtime posts; memory does not grow beyond what Lambda lets a function answer. */
export async function receiveWhole(request: IncomingMessage, kind: Answer['kind']): Promise<Answer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    if (bytes <= maximumResponseBytes) chunks.push(chunk);
    bytes += chunk.length;
  }
  const error = trailedError(request);
  if (error) return errorAnswer(error);
  return { kind, payload: Buffer.concat(chunks), bytes };
}

/**
 * Hands on what a runtime posts in streaming mode, as fast as the caller takes it. A caller that goes away does not
 * stop the function. Source: Lambda Developer Guide, "Implementing response streaming in a custom runtime".
 */
export async function receiveStream(request: IncomingMessage, stream: ResponseStream): Promise<Answer> {
  const contentType = request.headers['content-type'] ?? 'application/octet-stream';
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > maximumStreamBytes) stream.end(tooLarge(bytes));
    await stream.write(chunk, contentType);
  }
  const error = bytes > maximumStreamBytes ? tooLarge(bytes) : trailedError(request);
  stream.end(error);
  return error ? errorAnswer(error) : { kind: 'response', payload: Buffer.alloc(0), bytes };
}

/** Of a runtime that hung up in the middle of its response. */
export const truncated: Answer = errorAnswer(
  failureOf('Runtime.TruncatedResponse', 'The runtime closed its response before its end.'),
);

/** What a runtime says behind the response of an error that came too late for another answer. */
function trailedError({ trailers }: IncomingMessage): StreamFailure | undefined {
  const errorType = trailers['lambda-runtime-function-error-type'];
  if (errorType === undefined) return undefined;
  const details = Buffer.from(trailers['lambda-runtime-function-error-body'] ?? '', 'base64').toString();
  return { errorType, details };
}

function tooLarge(bytes: number): StreamFailure {
  return failureOf(
    'Function.ResponseSizeTooLarge',
    `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${maximumStreamBytes} bytes).`,
  );
}

function failureOf(errorType: string, errorMessage: string): StreamFailure {
  return { errorType, details: JSON.stringify({ errorType, errorMessage }) };
}

function errorAnswer({ details }: StreamFailure): Answer {
  const payload = Buffer.from(details);
  return { kind: 'error', payload, bytes: payload.length };
}
