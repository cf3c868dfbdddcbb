import { corsConfiguration } from '../bucket/documents/cors.ts';
import type { Bucket } from '../storage/buckets.ts';
import { parseXml } from '../wire/xml.ts';

export interface CorsRequest {
  readonly origin: string;
  readonly method: string;
  /** Lower case. */
  readonly headers: readonly string[];
}

/**
 * The headers that let a browser read the response, from the first rule that matches; undefined if none does.
 * Source: S3 user guide, "How does Amazon S3 evaluate the CORS configuration on a bucket?".
 */
export function corsHeaders(bucket: Bucket, request: CorsRequest): Record<string, string> | undefined {
  const stored = bucket.configuration.cors;
  if (!stored) return undefined;
  const { CORSRule: rules } = parseXml(stored.document, 'CORSConfiguration', corsConfiguration);
  for (const rule of rules) {
    const origin = rule.AllowedOrigin.find((pattern) => matches(pattern, request.origin));
    if (origin === undefined || !rule.AllowedMethod.includes(request.method)) continue;
    const allowed = (name: string) =>
      rule.AllowedHeader.some((pattern) => matches(pattern.toLowerCase(), name));
    if (!request.headers.every(allowed)) continue;
    return {
      'access-control-allow-origin': origin === '*' ? '*' : request.origin,
      ...(origin === '*' ? {} : { 'access-control-allow-credentials': 'true' }),
      'access-control-allow-methods': rule.AllowedMethod.join(', '),
      ...(request.headers.length > 0 ? { 'access-control-allow-headers': request.headers.join(', ') } : {}),
      ...(rule.ExposeHeader.length > 0
        ? { 'access-control-expose-headers': rule.ExposeHeader.join(', ') }
        : {}),
      ...(rule.MaxAgeSeconds ? { 'access-control-max-age': rule.MaxAgeSeconds } : {}),
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    };
  }
  return undefined;
}

/** A pattern may contain one `*`. */
function matches(pattern: string, value: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return pattern === value;
  return value.length >= start.length + end.length && value.startsWith(start) && value.endsWith(end);
}
