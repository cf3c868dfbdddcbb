import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../faults.ts';
import { flag, items, whole } from '../values.ts';
import { comment, policyName } from './cache-policy-config.ts';

const methods = ['GET', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'ALL'] as const;
const referrerPolicies = [
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
] as const;

/** Whether it is written over the origin's own. */
const Override = flag();

export const responseHeadersPolicyConfig = z.strictObject({
  Comment: comment,
  Name: policyName,
  CorsConfig: z
    .strictObject({
      AccessControlAllowOrigins: items(z.string().min(1)),
      AccessControlAllowHeaders: items(z.string().min(1)),
      AccessControlAllowMethods: items(z.enum(methods)),
      AccessControlAllowCredentials: flag(),
      AccessControlExposeHeaders: items(z.string().min(1)).optional(),
      AccessControlMaxAgeSec: whole().optional(),
      OriginOverride: flag(),
    })
    .optional(),
  SecurityHeadersConfig: z
    .strictObject({
      XSSProtection: z
        .strictObject({
          Override,
          Protection: flag(),
          ModeBlock: flag().optional(),
          ReportUri: z.string().optional(),
        })
        .optional(),
      FrameOptions: z.strictObject({ Override, FrameOption: z.enum(['DENY', 'SAMEORIGIN']) }).optional(),
      ReferrerPolicy: z.strictObject({ Override, ReferrerPolicy: z.enum(referrerPolicies) }).optional(),
      ContentSecurityPolicy: z
        .strictObject({ Override, ContentSecurityPolicy: z.string().min(1) })
        .optional(),
      ContentTypeOptions: z.strictObject({ Override }).optional(),
      StrictTransportSecurity: z
        .strictObject({
          Override,
          IncludeSubdomains: flag().optional(),
          Preload: flag().optional(),
          AccessControlMaxAgeSec: whole(),
        })
        .optional(),
    })
    .optional(),
  ServerTimingHeadersConfig: z
    .strictObject({
      Enabled: flag(),
      SamplingRate: z
        .string()
        .regex(/^\d{1,3}(\.\d+)?$/)
        .transform(Number)
        .pipe(z.number().min(0).max(100))
        .optional(),
    })
    .optional(),
  CustomHeadersConfig: items(
    z.strictObject({ Header: z.string().min(1), Value: z.string(), Override }),
  ).optional(),
  RemoveHeadersConfig: items(z.strictObject({ Header: z.string().min(1) })).optional(),
});

export type ResponseHeadersPolicyConfig = z.output<typeof responseHeadersPolicyConfig>;

/** What CloudFront writes itself. Source: developer guide, "Understand response headers policies", "Remove headers". */
const untouchable =
  /^(connection|content-encoding|content-length|expect|host|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|via|warning|x-accel-.*|x-amz-cf-.*|x-amzn-(auth|cf-billing|cf-id|cf-xff|errortype|fle-profile|header-count|header-order|lambda-integration-tag|requestid)|x-cache|x-edge-.*|x-forwarded-proto|x-real-ip)$/i;

/** AWS's quotas for a policy. */
const mostHeaders = 10;
const mostCspCharacters = 1783;

/** Throws InvalidArgument and the policy's own codes for too much. */
export function checkResponseHeadersPolicy(config: ResponseHeadersPolicyConfig): ResponseHeadersPolicyConfig {
  const { CorsConfig, SecurityHeadersConfig, CustomHeadersConfig, RemoveHeadersConfig } = config;
  const custom = CustomHeadersConfig?.Items ?? [];
  const removed = RemoveHeadersConfig?.Items ?? [];
  const tooMany = (what: string) =>
    new AwsError(
      `TooMany${what}InResponseHeadersPolicy`,
      `The number of ${what} exceeds the maximum of ${mostHeaders}.`,
    );
  if (custom.length > mostHeaders) throw tooMany('CustomHeaders');
  if (removed.length > mostHeaders) throw tooMany('RemoveHeaders');
  for (const { Header } of [...custom, ...removed]) {
    if (untouchable.test(Header))
      throw invalidArgument(`The parameter Header contains ${Header} that is not allowed.`);
  }
  const csp = SecurityHeadersConfig?.ContentSecurityPolicy?.ContentSecurityPolicy ?? '';
  if (csp.length > mostCspCharacters)
    throw new AwsError(
      'TooLongCSPInResponseHeadersPolicy',
      `The length of the Content-Security-Policy header value in the response headers policy exceeds the maximum of ${mostCspCharacters}.`,
    );
  if (CorsConfig?.AccessControlAllowCredentials && CorsConfig.AccessControlAllowOrigins.Items.includes('*'))
    throw invalidArgument(
      'The parameter AccessControlAllowOrigins cannot be * with AccessControlAllowCredentials.',
    );
  const xss = SecurityHeadersConfig?.XSSProtection;
  if (xss?.ReportUri && xss.ModeBlock)
    throw invalidArgument('The parameter ReportUri is not allowed with ModeBlock.');
  return config;
}
