import { PassThrough, type Readable } from 'node:stream';
import type { Pace } from './pace.ts';

/** Why a streamed response is not whole. */
export interface StreamFailure {
  /** `Sandbox.Timedout`, or the name of the function's error. */
  readonly errorType: string;
  /** The error as a JSON document. */
  readonly details: string;
}

/** A function's response on its way to the caller, while the function still writes it. */
export interface ResponseStream {
  /** Resolves with the first bytes, or at the end of a response without any. */
  readonly begun: Promise<void>;
  readonly contentType: string;
  /** Ends without an error, however the response ends. Whoever goes away destroys it. */
  readonly body: Readable;
  /** Known when `body` has ended; `undefined` for a response that is whole. */
  readonly failure: StreamFailure | undefined;
  /** Resolves when the reader can take more. Nothing is kept for a reader that went away. */
  write(chunk: Uint8Array, contentType: string): Promise<void>;
  /** The first end counts. */
  end(failure?: StreamFailure): void;
}

export function createResponseStream(pace: Pace): ResponseStream {
  const body = new PassThrough();
  body.on('error', () => {}); // the reader went away
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  let contentType = 'application/json';
  let ended = false;
  let failure: StreamFailure | undefined;

  return {
    begun,
    body,
    get contentType() {
      return contentType;
    },
    get failure() {
      return failure;
    },
    async write(chunk, type) {
      if (ended || body.destroyed || chunk.length === 0) return;
      contentType = type;
      begin();
      await pace(chunk.length);
      if (ended || body.destroyed) return;
      if (!body.write(chunk) && !body.destroyed) await drained(body);
    },
    end(reason) {
      if (ended) return;
      ended = true;
      failure = reason;
      body.end();
      begin();
    },
  };
}

function drained(body: PassThrough): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      body.off('drain', done).off('close', done);
      resolve();
    };
    body.on('drain', done).on('close', done);
  });
}
