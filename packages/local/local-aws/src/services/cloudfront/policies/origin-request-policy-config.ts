import { z } from 'zod';
import { comment, policyName } from './cache-policy-config.ts';
import { checkNames, names } from './names.ts';

export const originRequestPolicyConfig = z.strictObject({
  Comment: comment,
  Name: policyName,
  HeadersConfig: z.strictObject({
    HeaderBehavior: z.enum([
      'none',
      'whitelist',
      'allViewer',
      'allViewerAndWhitelistCloudFront',
      'allExcept',
    ]),
    Headers: names,
  }),
  CookiesConfig: z.strictObject({
    CookieBehavior: z.enum(['none', 'whitelist', 'all', 'allExcept']),
    Cookies: names,
  }),
  QueryStringsConfig: z.strictObject({
    QueryStringBehavior: z.enum(['none', 'whitelist', 'all', 'allExcept']),
    QueryStrings: names,
  }),
});

export type OriginRequestPolicyConfig = z.output<typeof originRequestPolicyConfig>;

/** Throws InvalidArgument and TooMany…. */
export function checkOriginRequestPolicy(config: OriginRequestPolicyConfig): OriginRequestPolicyConfig {
  const { HeadersConfig, CookiesConfig, QueryStringsConfig } = config;
  const tooMany = (what: string) => `TooMany${what}InOriginRequestPolicy`;
  checkNames(HeadersConfig.HeaderBehavior, HeadersConfig.Headers, 'Headers', tooMany('Headers'));
  checkNames(CookiesConfig.CookieBehavior, CookiesConfig.Cookies, 'Cookies', tooMany('Cookies'));
  checkNames(
    QueryStringsConfig.QueryStringBehavior,
    QueryStringsConfig.QueryStrings,
    'QueryStrings',
    tooMany('QueryStrings'),
  );
  return config;
}
