import type { UnsignedRequest } from '../protocol/message.ts';

/** The web page from which a browser sent a request. */
export interface SendingPage {
  /** As browsers send it, such as `https://example.com`; `null` if the page hides it. */
  readonly origin: string;
  /** Whether the page came from the same host and port to which it sends. */
  readonly own: boolean;
}

/**
 * Undefined for requests that no page caused: from programs, or for addresses that the user types. Also for followed
 * links, because the page with the link cannot read the result. An extension counts as a page: nobody typed what it
 * fetches.
 * No page can forge these headers. Sources: Fetch Standard, "Origin header"; Fetch Metadata Request Headers (W3C).
 */
export function sendingPage({
  method,
  headers,
  host,
}: Pick<UnsignedRequest, 'method' | 'headers' | 'host'>): SendingPage | undefined {
  const { origin, referer } = headers;
  const site = headers['sec-fetch-site']; // absent from older browsers, and over plain HTTP to other hosts
  if (origin === undefined && (site === undefined || isNavigation(method, headers))) return undefined;
  return {
    // Requests for pictures have no Origin.
    origin: origin ?? originOf(referer) ?? 'null',
    own:
      site === 'same-origin' || ((site ?? 'none') === 'none' && authorityOf(origin) === host.toLowerCase()),
  };
}

/** For a whole tab; a frame belongs to the page around it. */
function isNavigation(method: string, headers: UnsignedRequest['headers']): boolean {
  return (
    method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document'
  );
}

function originOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).origin : undefined;
}

function authorityOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url) ? new URL(url).host : undefined;
}
