import { z } from 'zod';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { flag, items, optionalName, whole } from '../values.ts';
import { cacheBehavior, defaultBehavior } from './behavior-config.ts';
import { origin, originGroup } from './origin-config.ts';

const none = { Quantity: 0, Items: [] };

const protocols = [
  'SSLv3',
  'TLSv1',
  'TLSv1_2016',
  'TLSv1.1_2016',
  'TLSv1.2_2018',
  'TLSv1.2_2019',
  'TLSv1.2_2021',
  'TLSv1.3_2025',
  'TLSv1.2_2025',
] as const;

export const distributionConfig = z.strictObject({
  CallerReference: z.string().min(1),
  Comment: z.string().max(128),
  Enabled: flag(),
  Origins: items(origin),
  OriginGroups: items(originGroup).default(none),
  DefaultCacheBehavior: defaultBehavior,
  CacheBehaviors: items(cacheBehavior).default(none),
  CustomErrorResponses: items(
    z.strictObject({
      ErrorCode: whole(),
      ResponsePagePath: z.string().default(''),
      ResponseCode: z.string().default(''),
      ErrorCachingMinTTL: whole().optional(),
    }),
  ).default(none),
  DefaultRootObject: z.string().max(255).default(''),
  Aliases: items(z.string().min(1)).default(none),
  ViewerCertificate: z
    .strictObject({
      CloudFrontDefaultCertificate: flag().default(false),
      ACMCertificateArn: optionalName(),
      IAMCertificateId: optionalName(),
      SSLSupportMethod: z.enum(['sni-only', 'vip', 'static-ip']).optional(),
      MinimumProtocolVersion: z.enum(protocols).default('TLSv1'),
      Certificate: optionalName(),
      CertificateSource: z.enum(['cloudfront', 'iam', 'acm']).optional(),
    })
    .default({ CloudFrontDefaultCertificate: true, MinimumProtocolVersion: 'TLSv1' }),
  Restrictions: z
    .strictObject({
      GeoRestriction: z.strictObject({
        RestrictionType: z.enum(['blacklist', 'whitelist', 'none']),
        ...items(z.string().length(2)).shape,
      }),
    })
    .default({ GeoRestriction: { RestrictionType: 'none', Quantity: 0, Items: [] } }),
  PriceClass: z
    .enum(['PriceClass_100', 'PriceClass_200', 'PriceClass_All', 'None'])
    .default('PriceClass_All'),
  HttpVersion: z.enum(['http1.1', 'http2', 'http3', 'http2and3']).default('http2'),
  IsIPV6Enabled: flag().default(false),
  Logging: z
    .strictObject({
      Enabled: flag().default(false),
      IncludeCookies: flag().default(false),
      Bucket: z.string().default(''),
      Prefix: z.string().default(''),
    })
    .default({ Enabled: false, IncludeCookies: false, Bucket: '', Prefix: '' }),
  Staging: servedOnly('false'),
  ConnectionMode: servedOnly('direct'),
  WebACLId: notServed,
  ContinuousDeploymentPolicyId: notServed,
  AnycastIpListId: notServed,
  TenantConfig: notServed,
  ViewerMtlsConfig: notServed,
  ConnectionFunctionAssociation: notServed,
  CacheTagConfig: notServed,
});

export type DistributionConfig = z.output<typeof distributionConfig>;
