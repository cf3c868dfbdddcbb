// What AWS's Node.js runtime gives to streaming handlers: the global `awslambda`, and the stream of their response.

import { request } from 'node:http';
import { Writable } from 'node:stream';

const streaming = Symbol.for('aws.lambda.runtime.handler.streaming');
const bufferSize = Symbol.for('aws.lambda.runtime.handler.streaming.highWaterMark');

export const awslambda = {
  /** Marks a handler as one of `(event, responseStream, context)`. */
  streamifyResponse(handler, options) {
    handler[streaming] = 'response';
    if (typeof options?.highWaterMark === 'number') handler[bufferSize] = options.highWaterMark;
    return handler;
  },
  HttpResponseStream: {
    /** The same stream, which then begins with status, headers and cookies: JSON, and eight NULs behind it. */
    from(stream, metadata) {
      stream.setContentType('application/vnd.awslambda.http-integration-response');
      const prelude = JSON.stringify(metadata);
      stream._onBeforeFirstWrite = (write) => {
        write(prelude);
        write(new Uint8Array(8));
      };
      return stream;
    },
  },
};

export function isStreaming(handler) {
  return handler[streaming] === 'response';
}

/** Posts to the Runtime API what is written, with its backpressure. The request begins with the first bytes. */
export class ResponseStream extends Writable {
  #outgoing;
  #written = false;
  /** Resolves when the Runtime API has taken the response, or never will. */
  answered;

  constructor(handler, address) {
    super({ highWaterMark: handler[bufferSize] });
    this.#outgoing = request({
      ...address,
      method: 'POST',
      agent: false, // the runtime's own connection stays free for errors
      headers: {
        'lambda-runtime-function-response-mode': 'streaming',
        'content-type': 'application/octet-stream',
        trailer: 'Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body',
      },
    });
    this.answered = new Promise((resolve) => {
      this.#outgoing.on('response', (response) => response.resume().on('close', resolve));
      this.#outgoing.on('close', resolve);
    });
    this.#outgoing.on('error', (error) => this.destroy(error));
    this.on('error', () => {}); // a handler that does not listen goes on
  }

  setContentType(contentType) {
    if (this.#written) throw new Error('Cannot set content-type, too late.');
    this.#outgoing.setHeader('content-type', contentType);
  }

  /** As AWS's, `end` writes no prelude of its own. */
  write(chunk, ...rest) {
    const begins = !this.#written;
    this.#written = true;
    if (begins) this._onBeforeFirstWrite?.((bytes) => super.write(bytes));
    const isData = typeof chunk === 'string' || chunk instanceof Uint8Array;
    return super.write(isData ? chunk : JSON.stringify(chunk), ...rest);
  }

  _write(chunk, _encoding, callback) {
    if (this.#outgoing.write(chunk)) callback();
    else this.#outgoing.once('drain', callback);
  }

  _final(callback) {
    this.#outgoing.end(callback);
  }

  _destroy(error, callback) {
    if (!this.#outgoing.writableEnded) this.#outgoing.destroy();
    callback(error);
  }

  /** Ends with an error behind all that was written. */
  fail(document) {
    if (this.#outgoing.writableEnded) return;
    this.#outgoing.addTrailers({
      'Lambda-Runtime-Function-Error-Type': document.errorType.replace(/[^\x20-\x7e]/g, '?'),
      'Lambda-Runtime-Function-Error-Body': Buffer.from(JSON.stringify(document)).toString('base64'),
    });
    this.end();
  }
}
