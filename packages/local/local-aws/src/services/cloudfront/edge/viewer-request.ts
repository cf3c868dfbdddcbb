/** A request as the edge sees it, after its viewer-request function. Names of headers are in lower case. */
export interface ViewerRequest {
  readonly id: string;
  readonly method: string;
  /** Path as sent, percent-encoded. */
  readonly uri: string;
  /** As sent, without `?`. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly cookies: readonly Pair[];
  readonly ip: string;
  readonly body: () => Promise<Buffer>;
  readonly signal: AbortSignal;
}

export type Pair = readonly [name: string, value: string];

/** `a=1; b=2`. A part without `=` is a name. */
export function parseCookies(header: string | undefined): Pair[] {
  if (header === undefined) return [];
  return header.split(';').flatMap((part) => {
    const text = part.trim();
    const equals = text.indexOf('=');
    if (text === '') return [];
    return [equals < 0 ? ([text, ''] as const) : ([text.slice(0, equals), text.slice(equals + 1)] as const)];
  });
}

/** The parts of a query as they were sent. */
export function parseQuery(query: string): Pair[] {
  return query === ''
    ? []
    : query.split('&').map((part) => {
        const equals = part.indexOf('=');
        return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
      });
}

export function writeQuery(query: string, keep: (name: string) => boolean): string {
  return query === ''
    ? ''
    : query
        .split('&')
        .filter((part) => keep(part.split('=')[0] ?? ''))
        .join('&');
}
