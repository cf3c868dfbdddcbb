import type { Readable } from 'node:stream';
import type { Headers } from '../edge-response.ts';

export interface OriginRequest {
  readonly id: string;
  readonly method: string;
  /** With the origin's own path in front, percent-encoded. */
  readonly path: string;
  /** Without `?`. */
  readonly query: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly signal: AbortSignal;
}

export interface OriginResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly body?: Readable | Buffer;
}

/** An origin that did not answer. Transient; the viewer sees `status`. */
export class OriginError extends Error {
  readonly code = 'OriginUnavailable';
  readonly status: 502 | 504;

  constructor(message: string, status: 502 | 504) {
    super(message);
    this.status = status;
  }
}
