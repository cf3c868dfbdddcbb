import { z } from 'zod';
import { invalidArgument } from '../faults.ts';
import { flag, whole } from '../values.ts';
import { checkNames, names } from './names.ts';

const seconds = () => whole({ max: 3_153_600_000 });

export const policyName = z.string().regex(/^[a-zA-Z0-9_-]{1,128}$/);
export const comment = z.string().max(128).optional();

const day = 86_400;
const year = 31_536_000;

export const cachePolicyConfig = z.strictObject({
  Comment: comment,
  Name: policyName,
  MinTTL: seconds(),
  DefaultTTL: seconds().optional(),
  MaxTTL: seconds().optional(),
  ParametersInCacheKeyAndForwardedToOrigin: z.strictObject({
    EnableAcceptEncodingGzip: flag(),
    EnableAcceptEncodingBrotli: flag().default(false),
    HeadersConfig: z.strictObject({ HeaderBehavior: z.enum(['none', 'whitelist']), Headers: names }),
    CookiesConfig: z.strictObject({
      CookieBehavior: z.enum(['none', 'whitelist', 'allExcept', 'all']),
      Cookies: names,
    }),
    QueryStringsConfig: z.strictObject({
      QueryStringBehavior: z.enum(['none', 'whitelist', 'allExcept', 'all']),
      QueryStrings: names,
    }),
  }),
});

export type CachePolicyConfig = z.output<typeof cachePolicyConfig>;

/** With the times that it does not tell. Throws InvalidArgument. Source: "CachePolicyConfig" in the API reference. */
export function completeCachePolicy(config: CachePolicyConfig): CachePolicyConfig {
  const DefaultTTL = config.DefaultTTL ?? Math.max(day, config.MinTTL);
  const MaxTTL = config.MaxTTL ?? Math.max(year, DefaultTTL);
  if (config.MinTTL > DefaultTTL || DefaultTTL > MaxTTL)
    throw invalidArgument('The parameters MinTTL, DefaultTTL and MaxTTL must be in this order.');
  const parameters = config.ParametersInCacheKeyAndForwardedToOrigin;
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = parameters;
  checkNames(HeadersConfig.HeaderBehavior, HeadersConfig.Headers, 'Headers', 'TooManyHeadersInCachePolicy');
  checkNames(CookiesConfig.CookieBehavior, CookiesConfig.Cookies, 'Cookies', 'TooManyCookiesInCachePolicy');
  checkNames(
    QueryStringsConfig.QueryStringBehavior,
    QueryStringsConfig.QueryStrings,
    'QueryStrings',
    'TooManyQueryStringsInCachePolicy',
  );
  if (MaxTTL === 0) checkUncached(parameters);
  return { ...config, DefaultTTL, MaxTTL };
}

function checkUncached({
  EnableAcceptEncodingGzip,
  EnableAcceptEncodingBrotli,
  HeadersConfig,
  CookiesConfig,
  QueryStringsConfig,
}: CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin']): void {
  const set = Object.entries({
    EnableAcceptEncodingGzip,
    EnableAcceptEncodingBrotli,
    HeaderBehavior: HeadersConfig.HeaderBehavior !== 'none',
    CookieBehavior: CookiesConfig.CookieBehavior !== 'none',
    QueryStringBehavior: QueryStringsConfig.QueryStringBehavior !== 'none',
  }).find(([, isSet]) => isSet);
  if (set) throw invalidArgument(`The parameter ${set[0]} is invalid for policy with caching disabled.`);
}
