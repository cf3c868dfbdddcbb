import type { UnsignedRequest } from '../protocol/message.ts';

/** The web page that made a browser send a request. */
export interface SendingPage {
  /** As browsers write it, e.g. `https://example.com`; `null` where the page hides it. */
  readonly origin: string;
  /** Whether the page came from the very host and port that it sends to. */
  readonly own: boolean;
}

/**
 * Undefined for what no page can bring about: requests of programs, addresses that the user types. Also for links that
 * are followed, because the page that has the link can't read what is shown. An extension counts as a page: nobody
 * typed what it fetches.
 * No page can forge these headers. Sources: Fetch Standard, "Origin header"; Fetch Metadata Request Headers (W3C).
 */
export function sendingPage({
  method,
  headers,
  host,
}: Pick<UnsignedRequest, 'method' | 'headers' | 'host'>): SendingPage | undefined {
  const { origin, referer } = headers;
  const site = headers['sec-fetch-site']; // older browsers send none; to plain HTTP no browser does
  if (origin === undefined && (site === undefined || isNavigation(method, headers))) return undefined;
  return {
    // Requests for pictures have no Origin.
    origin: origin ?? originOf(referer) ?? 'null',
    own:
      site === 'same-origin' || ((site ?? 'none') === 'none' && authorityOf(origin) === host.toLowerCase()),
  };
}

/** Of a whole tab; a frame belongs to the page around it. */
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
