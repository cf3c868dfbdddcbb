import type { Versioned } from '../versioned.ts';
import { listOf, managed } from './managed.ts';
import type { ResponseHeadersPolicyConfig } from './response-headers-policy-config.ts';

type Config = ResponseHeadersPolicyConfig;

function policy(id: string, Name: string, config: Omit<Config, 'Name'>): Versioned<Config> {
  return managed(id, { Name: `Managed-${Name}`, ...config });
}

type Cors = NonNullable<Config['CorsConfig']>;

const simple: Cors = {
  AccessControlAllowOrigins: listOf('*'),
  AccessControlAllowHeaders: listOf('*'),
  AccessControlAllowMethods: { Quantity: 2, Items: ['GET', 'HEAD'] },
  AccessControlAllowCredentials: false,
  OriginOverride: false,
};

const withPreflight: Cors = {
  ...simple,
  AccessControlAllowMethods: {
    Quantity: 7,
    Items: ['GET', 'HEAD', 'PUT', 'POST', 'PATCH', 'DELETE', 'OPTIONS'],
  },
  AccessControlExposeHeaders: listOf('*'),
};

const security: NonNullable<Config['SecurityHeadersConfig']> = {
  XSSProtection: { Override: false, Protection: true, ModeBlock: true },
  FrameOptions: { Override: false, FrameOption: 'SAMEORIGIN' },
  ReferrerPolicy: { Override: false, ReferrerPolicy: 'strict-origin-when-cross-origin' },
  ContentTypeOptions: { Override: true },
  StrictTransportSecurity: { Override: false, AccessControlMaxAgeSec: 31_536_000 },
};

/** Source: developer guide, "Use managed response headers policies". */
export const managedResponseHeadersPolicies: readonly Versioned<Config>[] = [
  policy('60669652-455b-4ae9-85a4-c4c02393f86c', 'SimpleCORS', { CorsConfig: simple }),
  policy('5cc3b908-e619-4b99-88e5-2cf7f45965bd', 'CORS-With-Preflight', { CorsConfig: withPreflight }),
  policy('67f7725c-6f97-4210-82d7-5512b31e9d03', 'SecurityHeadersPolicy', {
    SecurityHeadersConfig: security,
  }),
  policy('e61eb60c-9c35-4d20-a928-2b84e02af89c', 'CORS-and-SecurityHeadersPolicy', {
    CorsConfig: simple,
    SecurityHeadersConfig: security,
  }),
  policy('eaab4381-ed33-4a86-88ca-d9558dc6cd63', 'CORS-with-preflight-and-SecurityHeadersPolicy', {
    CorsConfig: withPreflight,
    SecurityHeadersConfig: security,
  }),
];
