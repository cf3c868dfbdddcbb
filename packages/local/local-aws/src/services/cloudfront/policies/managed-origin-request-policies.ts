import type { Versioned } from '../versioned.ts';
import { listOf, managed } from './managed.ts';
import type { OriginRequestPolicyConfig } from './origin-request-policy-config.ts';

function policy(
  id: string,
  Name: string,
  HeadersConfig: OriginRequestPolicyConfig['HeadersConfig'],
  others: 'none' | 'all' = 'none',
): Versioned<OriginRequestPolicyConfig> {
  return managed(id, {
    Name: `Managed-${Name}`,
    HeadersConfig,
    CookiesConfig: { CookieBehavior: others },
    QueryStringsConfig: { QueryStringBehavior: others },
  });
}

function headers(...names: string[]): OriginRequestPolicyConfig['HeadersConfig'] {
  return { HeaderBehavior: 'whitelist', Headers: listOf(...names) };
}

const cors = ['origin', 'access-control-request-headers', 'access-control-request-method'];

const ofCloudFront = [
  'CloudFront-Forwarded-Proto',
  'CloudFront-Is-Android-Viewer',
  'CloudFront-Is-Desktop-Viewer',
  'CloudFront-Is-IOS-Viewer',
  'CloudFront-Is-Mobile-Viewer',
  'CloudFront-Is-SmartTV-Viewer',
  'CloudFront-Is-Tablet-Viewer',
  'CloudFront-Viewer-Address',
  'CloudFront-Viewer-ASN',
  'CloudFront-Viewer-City',
  'CloudFront-Viewer-Country',
  'CloudFront-Viewer-Country-Name',
  'CloudFront-Viewer-Country-Region',
  'CloudFront-Viewer-Country-Region-Name',
  'CloudFront-Viewer-Http-Version',
  'CloudFront-Viewer-Latitude',
  'CloudFront-Viewer-Longitude',
  'CloudFront-Viewer-Metro-Code',
  'CloudFront-Viewer-Postal-Code',
  'CloudFront-Viewer-Time-Zone',
  'CloudFront-Viewer-TLS',
];

/** Source: developer guide, "Use managed origin request policies". */
export const managedOriginRequestPolicies: readonly Versioned<OriginRequestPolicyConfig>[] = [
  policy('216adef6-5c7f-47e4-b989-5492eafa07d3', 'AllViewer', { HeaderBehavior: 'allViewer' }, 'all'),
  policy(
    '33f36d7e-f396-46d9-90e0-52428a34d9dc',
    'AllViewerAndCloudFrontHeaders-2022-06',
    { HeaderBehavior: 'allViewerAndWhitelistCloudFront', Headers: listOf(...ofCloudFront) },
    'all',
  ),
  policy(
    'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    'AllViewerExceptHostHeader',
    { HeaderBehavior: 'allExcept', Headers: listOf('host') },
    'all',
  ),
  policy('59781a5b-3903-41f3-afcb-af62929ccde1', 'CORS-CustomOrigin', headers('origin')),
  policy('88a5eaf4-2fd4-4709-b370-b4c650ea3fcf', 'CORS-S3Origin', headers(...cors)),
  policy('bf0718e1-ba1e-49d1-88b1-f726733018ae', 'HostHeaderOnly', headers('host')),
  policy('acba4595-bd28-49b8-b9fe-13317c0390fa', 'UserAgentRefererHeaders', headers('user-agent', 'referer')),
  policy(
    '775133bc-15f2-49f9-abea-afb2e0bf67d2',
    'Elemental-MediaTailor-PersonalizedManifests',
    headers(...cors, 'user-agent', 'x-forwarded-for'),
    'all',
  ),
];
