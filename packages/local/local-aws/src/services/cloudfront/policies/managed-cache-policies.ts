import type { Versioned } from '../versioned.ts';
import type { CachePolicyConfig } from './cache-policy-config.ts';
import { listOf, managed } from './managed.ts';

type Parameters = CachePolicyConfig['ParametersInCacheKeyAndForwardedToOrigin'];

const nothing: Parameters = {
  EnableAcceptEncodingGzip: false,
  EnableAcceptEncodingBrotli: false,
  HeadersConfig: { HeaderBehavior: 'none' },
  CookiesConfig: { CookieBehavior: 'none' },
  QueryStringsConfig: { QueryStringBehavior: 'none' },
};
const compressed = { EnableAcceptEncodingGzip: true, EnableAcceptEncodingBrotli: true };

function policy(
  id: string,
  Name: string,
  [MinTTL, DefaultTTL, MaxTTL]: readonly [number, number, number],
  parameters: Partial<Parameters> = {},
): Versioned<CachePolicyConfig> {
  const ParametersInCacheKeyAndForwardedToOrigin = { ...nothing, ...parameters };
  return managed(id, {
    Name: `Managed-${Name}`,
    MinTTL,
    DefaultTTL,
    MaxTTL,
    ParametersInCacheKeyAndForwardedToOrigin,
  });
}

const day = 86_400;
const year = 31_536_000;
const overridable = listOf('host', 'origin', 'x-http-method-override', 'x-http-method', 'x-method-override');
const originControlled: Partial<Parameters> = {
  ...compressed,
  HeadersConfig: { HeaderBehavior: 'whitelist', Headers: overridable },
  CookiesConfig: { CookieBehavior: 'all' },
};

/** Source: developer guide, "Use managed cache policies". */
export const managedCachePolicies: readonly Versioned<CachePolicyConfig>[] = [
  policy('658327ea-f89d-4fab-a63d-7e88639e58f6', 'CachingOptimized', [1, day, year], compressed),
  policy('b2884449-e4de-46a7-ac36-70bc7f1ddd6d', 'CachingOptimizedForUncompressedObjects', [1, day, year]),
  policy('4135ea2d-6df8-44a3-9df3-4b5a84be39ad', 'CachingDisabled', [0, 0, 0]),
  policy('2e54312d-136d-493c-8eb9-b001f22f67d2', 'Amplify', [2, 2, 600], {
    ...compressed,
    HeadersConfig: {
      HeaderBehavior: 'whitelist',
      Headers: listOf('Authorization', 'CloudFront-Viewer-Country', 'Host'),
    },
    CookiesConfig: { CookieBehavior: 'all' },
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  }),
  policy('08627262-05a9-4f76-9ded-b50ca2e3a84f', 'Elemental-MediaPackage', [0, day, year], {
    EnableAcceptEncodingGzip: true,
    HeadersConfig: { HeaderBehavior: 'whitelist', Headers: listOf('origin') },
    QueryStringsConfig: {
      QueryStringBehavior: 'whitelist',
      QueryStrings: listOf('aws.manifestfilter', 'start', 'end', 'm'),
    },
  }),
  policy(
    '83da9c7e-98b4-4e11-a168-04f0df8e2c65',
    'UseOriginCacheControlHeaders',
    [0, 0, year],
    originControlled,
  ),
  policy('4cc15a8a-d715-48a4-82b8-cc0b614638fe', 'UseOriginCacheControlHeaders-QueryStrings', [0, 0, year], {
    ...originControlled,
    QueryStringsConfig: { QueryStringBehavior: 'all' },
  }),
];
