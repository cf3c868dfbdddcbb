import type { Headers } from '../edge-response.ts';

/** An answer of an origin that is kept. Times are milliseconds since the epoch. */
export interface StoredObject {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** For invalidations. */
  readonly path: string;
  /** Whether the origin told no length: then ranges are answered with the whole. */
  readonly chunked: boolean;
  /** When the origin answered, or said that it is still so. */
  readonly validatedAt: number;
  readonly freshUntil: number;
  /** Until then it is answered while the origin is asked. */
  readonly staleUntil: number;
  /** Until then it is answered where the origin fails. */
  readonly usableUntil: number;
}

export function sizeOf({ body, headers, path }: StoredObject): number {
  return body.length + JSON.stringify(headers).length + path.length + 200;
}
