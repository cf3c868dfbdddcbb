/** Source: developer guide, "Manage how long content stays in the cache (expiration)" and "How CloudFront processes HTTP 4xx and 5xx status codes from your origin". */

export interface Ttl {
  readonly min: number;
  readonly default: number;
  readonly max: number;
}

/** What the directives of Cache-Control are, by their names in lower case. */
export function parseCacheControl(header: string | undefined): ReadonlyMap<string, string> {
  return new Map(
    (header ?? '').split(',').flatMap((part) => {
      const [, name, value = ''] = /^\s*([^\s=]+)\s*(?:=\s*"?([^"]*?)"?)?\s*$/.exec(part) ?? [];
      return name === undefined ? [] : [[name.toLowerCase(), value] as const];
    }),
  );
}

export interface CacheHeaders {
  readonly cacheControl: string | undefined;
  readonly expires: string | undefined;
}

/** Seconds for which an object is answered without asking the origin; undefined where it may not be kept at all. */
export function timeToLive(
  { cacheControl, expires }: CacheHeaders,
  { min, default: byDefault, max }: Ttl,
  now: number,
): number | undefined {
  const directives = parseCacheControl(cacheControl);
  const bounded = (seconds: number) => Math.min(Math.max(seconds, min), max);
  if (directives.has('no-store') || directives.has('private')) return min > 0 ? min : undefined;
  if (directives.has('no-cache')) return min;
  const age = maxAge(directives);
  if (age !== undefined) return bounded(age);
  if (expires !== undefined) {
    const at = Date.parse(expires);
    return bounded(Number.isNaN(at) ? 0 : Math.max(0, (at - now) / 1000)); // a date that is none is over
  }
  return bounded(byDefault);
}

/** Seconds for which an error is answered again; undefined for one that is not kept. */
export function errorTimeToLive(
  status: number,
  { cacheControl }: CacheHeaders,
  minimum: number,
): number | undefined {
  const age = maxAge(parseCacheControl(cacheControl));
  if (age !== undefined) return Math.max(minimum, age);
  return /^(404|405|414|5\d\d)$/.test(String(status)) ? minimum : undefined;
}

/** `stale-while-revalidate` or `stale-if-error`, in seconds. */
export function staleSeconds(
  cacheControl: string | undefined,
  directive: 'stale-while-revalidate' | 'stale-if-error',
): number | undefined {
  return seconds(parseCacheControl(cacheControl).get(directive));
}

function maxAge(directives: ReadonlyMap<string, string>): number | undefined {
  return seconds(directives.get('s-maxage')) ?? seconds(directives.get('max-age'));
}

function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}
