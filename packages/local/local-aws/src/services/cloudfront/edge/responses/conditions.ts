import type { Headers } from '../edge-response.ts';

/** Whether a viewer has an object already. Source: RFC 9110, "Evaluation of Preconditions". */
export function isUnchanged(request: Readonly<Record<string, string>>, headers: Headers): boolean {
  const etag = headers.etag === undefined ? undefined : String(headers.etag);
  const asked = request['if-none-match'];
  if (asked !== undefined) {
    if (asked.trim() === '*') return true;
    return etag !== undefined && asked.split(',').some((one) => weak(one.trim()) === weak(etag));
  }
  const since = Date.parse(request['if-modified-since'] ?? '');
  const modified = Date.parse(String(headers['last-modified'] ?? ''));
  return since >= modified; // false where either is none
}

function weak(etag: string): string {
  return etag.replace(/^W\//, '');
}
