import { forEveryPage } from './respond.ts';

const grey =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path fill="#8888" d="M0 0h1v1H0z"/></svg>';

/**
 * For an image that is not ready: a grey picture for pages, or 202 for programs that ask with `Prefer: respond-async`
 * (RFC 7240). Nobody keeps either.
 */
export function inTheMaking(request: Request): Response {
  const headers = {
    ...forEveryPage,
    'cache-control': 'no-store',
    'retry-after': '1',
    'x-darkroom-status': 'processing',
  };
  if (/\brespond-async\b/i.test(request.headers.get('prefer') ?? '')) {
    return new Response(null, {
      status: 202,
      headers: { ...headers, 'preference-applied': 'respond-async' },
    });
  }
  return new Response(grey, {
    headers: { ...headers, 'content-type': 'image/svg+xml', 'content-security-policy': "default-src 'none'" },
  });
}
