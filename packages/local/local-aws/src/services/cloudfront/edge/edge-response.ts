import type { Readable } from 'node:stream';

export type Headers = Readonly<Record<string, string | readonly string[]>>;

/** How an answer came to be, as `X-Cache` tells it. */
export type EdgeResult =
  | 'Hit'
  | 'Miss'
  | 'RefreshHit'
  | 'Error'
  | 'FunctionGeneratedResponse'
  | 'FunctionExecutionError'
  | 'Redirect'
  | 'LimitExceeded';

export interface EdgeResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Headers;
  readonly body?: Buffer | Readable;
  readonly result: EdgeResult;
}
