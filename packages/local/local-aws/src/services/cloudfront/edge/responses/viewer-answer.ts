import { Readable, Transform } from 'node:stream';
import type { Fetched } from '../cache/fetch-object.ts';
import type { SharedBody } from '../cache/shared-body.ts';
import type { EdgeResponse } from '../edge-response.ts';
import type { ViewerRequest } from '../viewer-request.ts';
import { isUnchanged } from './conditions.ts';
import { type Range, rangeHolds, rangeOf } from './ranges.ts';

/** Headers that a 304 does not repeat. */
const ofBody = new Set(['content-length', 'content-range', 'content-type', 'content-encoding']);

/** What of an object the viewer asked for: all, a range, or only whether it has changed. */
export function viewerAnswer(request: ViewerRequest, fetched: Fetched): EdgeResponse {
  const { status, headers, body, chunked, age, result } = fetched;
  const aged = age === undefined ? headers : { ...headers, age: String(age) };
  if (status !== 200 || !/^(GET|HEAD)$/.test(request.method))
    return { status, headers: aged, body: readable(body), result };
  if (isUnchanged(request.headers, headers)) {
    release(body);
    const kept = Object.entries(aged).filter(([name]) => !ofBody.has(name));
    return { status: 304, headers: Object.fromEntries(kept), result };
  }
  const length = Buffer.isBuffer(body) ? body.length : Number(headers['content-length']);
  const ranged = { ...aged, ...(chunked ? {} : { 'accept-ranges': 'bytes' }) };
  const range =
    chunked || !rangeHolds(request.headers['if-range'], headers)
      ? undefined
      : rangeOf(request.headers.range, length);
  if (range === undefined) return { status, headers: ranged, body: readable(body), result };
  if (range === 'unsatisfiable') {
    release(body);
    return { status: 416, headers: { 'content-range': `bytes */${length}` }, result: 'Error' };
  }
  return {
    status: 206,
    headers: {
      ...ranged,
      'content-range': `bytes ${range.start}-${range.end}/${length}`,
      'content-length': String(range.end - range.start + 1),
    },
    body: Buffer.isBuffer(body)
      ? body.subarray(range.start, range.end + 1)
      : part(readable(body) as Readable, range),
    result,
  };
}

function readable(body: Buffer | SharedBody | Readable): Buffer | Readable {
  return Buffer.isBuffer(body) || body instanceof Readable ? body : body.stream();
}

function release(body: Buffer | SharedBody | Readable): void {
  if (body instanceof Readable) body.destroy();
}

function part(body: Readable, { start, end }: Range): Readable {
  let at = 0;
  const cut = new Transform({
    transform(chunk: Buffer, _, done) {
      const piece = chunk.subarray(Math.max(0, start - at), Math.max(0, end + 1 - at));
      at += chunk.length;
      done(null, piece.length > 0 ? piece : undefined);
    },
  });
  body.once('error', (error) => cut.destroy(error));
  return body.pipe(cut);
}
