// Tells local-aws of a function's calls to other servers, for its trail. Those to the cloud itself are there already.

import { subscribe } from 'node:diagnostics_channel';

const loopback = /^(localhost|127\.[\d.]+|\[::1\]|.+\.localhost)$/;

/**
 * Calls `tell` with `{ method, url, startedAt, endedAt }` and a `status` or an `error` once a call has its answer, or none.
 * `own` are the ports of this machine that belong to the cloud.
 */
export function watchCallsToOthers(own, tell) {
  const begun = new WeakMap();
  const begin = (request, method, url) => {
    if (own.includes(url.port) && loopback.test(url.hostname)) return;
    // A query may have a password in it.
    begun.set(request, { method, url: url.origin + url.pathname, startedAt: Date.now() });
  };
  const end = (request, how) => {
    const call = begun.get(request);
    if (begun.delete(request)) tell({ ...call, endedAt: Date.now(), ...how });
  };
  const answered = ({ request, response }) => end(request, { status: response.statusCode });
  const failed = ({ request, error }) =>
    end(request, { error: String(error?.code ?? error?.name ?? 'Closed') });

  subscribe('http.client.request.start', ({ request }) => {
    const url = `${request.protocol}//${request.getHeader('host') ?? request.host}${request.path}`;
    if (URL.canParse(url)) begin(request, request.method, new URL(url));
    // No listener to errors: the function's own decide.
    if (begun.has(request)) request.once('close', () => failed({ request }));
  });
  subscribe('http.client.request.error', failed); // of Node.js 22
  subscribe('http.client.response.finish', answered);
  subscribe('undici:request:create', ({ request }) => {
    begin(request, request.method, new URL(request.path, request.origin));
  });
  subscribe('undici:request:headers', answered);
  subscribe('undici:request:error', failed);
}
