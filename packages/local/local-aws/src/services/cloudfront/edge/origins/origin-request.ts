import type { CachePolicyConfig } from '../../policies/cache-policy-config.ts';
import type { OriginRequestPolicyConfig } from '../../policies/origin-request-policy-config.ts';
import { selection, selectPairs, selects } from '../selection.ts';
import { type ViewerRequest, writeQuery } from '../viewer-request.ts';
import type { OriginRequest } from './origin-response.ts';

/** Never the viewer's: CloudFront writes them itself, or they are between two servers. */
const own =
  /^(connection|content-length|cookie|expect|host|if-(match|modified-since|none-match|range|unmodified-since)|keep-alive|proxy-.*|range|te|trailer|transfer-encoding|upgrade|via|x-amz-cf-.*)$/;

/** What CloudFront tells of a viewer. It knows nothing of this machine's place on earth. */
const ofCloudFront = (request: ViewerRequest): Readonly<Record<string, string>> => ({
  'cloudfront-forwarded-proto': 'https',
  'cloudfront-is-android-viewer': 'false',
  'cloudfront-is-desktop-viewer': 'true',
  'cloudfront-is-ios-viewer': 'false',
  'cloudfront-is-mobile-viewer': 'false',
  'cloudfront-is-smarttv-viewer': 'false',
  'cloudfront-is-tablet-viewer': 'false',
  'cloudfront-viewer-address': `${request.ip}:0`,
  'cloudfront-viewer-http-version': '1.1',
});

/** Which of a viewer's headers, cookies and parameters go to the origin: what either policy names. Made once for a behavior. */
export function originRequestOf(
  { ParametersInCacheKeyAndForwardedToOrigin: keyed }: CachePolicyConfig,
  policy: OriginRequestPolicyConfig | undefined,
) {
  const lower = (name: string) => name.toLowerCase();
  const headers = [
    selection(keyed.HeadersConfig.HeaderBehavior, keyed.HeadersConfig.Headers, lower),
    policy && selection(policy.HeadersConfig.HeaderBehavior, policy.HeadersConfig.Headers, lower),
  ].filter((one) => one !== undefined);
  const cookies = [
    selection(keyed.CookiesConfig.CookieBehavior, keyed.CookiesConfig.Cookies),
    policy && selection(policy.CookiesConfig.CookieBehavior, policy.CookiesConfig.Cookies),
  ].filter((one) => one !== undefined);
  const queries = [
    selection(keyed.QueryStringsConfig.QueryStringBehavior, keyed.QueryStringsConfig.QueryStrings),
    policy &&
      selection(policy.QueryStringsConfig.QueryStringBehavior, policy.QueryStringsConfig.QueryStrings),
  ].filter((one) => one !== undefined);
  const goesOn = (name: string) => headers.some((one) => selects(one, name));
  const isNamed = (name: string) =>
    headers.some(({ names, behavior }) => names.has(name) && behavior !== 'allExcept');

  return (
    request: ViewerRequest,
    {
      acceptEncoding,
      body,
    }: { readonly acceptEncoding: string | undefined; readonly body: Buffer | undefined },
  ): OriginRequest => {
    const sent: Record<string, string> = { 'user-agent': 'Amazon CloudFront' };
    for (const [name, value] of Object.entries(request.headers)) {
      if (
        !own.test(name) &&
        (goesOn(name) || (body?.length && /^(content-type|x-amz-content-sha256)$/.test(name)))
      )
        sent[name] = value;
    }
    if (request.headers.host !== undefined && goesOn('host')) sent.host = request.headers.host;
    for (const [name, value] of Object.entries(ofCloudFront(request))) if (isNamed(name)) sent[name] = value;
    if (acceptEncoding === '') delete sent['accept-encoding'];
    else if (acceptEncoding !== undefined) sent['accept-encoding'] = acceptEncoding;
    const kept = new Map(cookies.flatMap((one) => selectPairs(request.cookies, one)));
    if (kept.size > 0) sent.cookie = [...kept].map(([name, value]) => `${name}=${value}`).join('; ');
    sent.via = `1.1 ${viaHost} (CloudFront)`;
    sent['x-amz-cf-id'] = request.id;
    sent['x-forwarded-for'] = [request.headers['x-forwarded-for'], request.ip].filter(Boolean).join(', ');
    return {
      id: request.id,
      method: request.method,
      path: request.uri,
      query: writeQuery(request.query, (name) => queries.some((one) => selects(one, name))),
      headers: sent,
      body,
      signal: request.signal,
    };
  };
}

/** What CloudFront calls itself in `Via`. */
export const viaHost = '0123456789abcdef0123456789abcdef.cloudfront.net';
