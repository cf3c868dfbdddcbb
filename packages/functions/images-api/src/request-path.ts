/**
 * API Gateway's path for a `Request`, which must mean the same to it. REST APIs pass the path as sent, and choose by it
 * whether somebody must sign in, so `URL` must not lead from `/assets/%2e%2e/images` to `/images`.
 */
export function requestPath(path: string): string {
  return path
    .replace(/[^\w.~!$&'()*+,;=:@/%-]/gu, encodeURIComponent) // no encoded path contains them, and `URL` would interpret them
    .replace(/(?<=\/)(?:\.|%2e){1,2}(?=\/|$)/gi, encodeDots);
}

/** A segment that is text to `URL`, and no name of anything here. */
function encodeDots(segment: string): string {
  return encodeURIComponent(segment.replaceAll('.', '%2e'));
}
