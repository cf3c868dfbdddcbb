import { z } from 'zod';
import { notServed } from '../../../protocol/not-served.ts';
import { flag, items, whole } from '../values.ts';

export const origin = z.strictObject({
  Id: z.string().min(1).max(128),
  DomainName: z.string().min(1).max(253),
  OriginPath: z.string().max(255).default(''),
  CustomHeaders: items(z.strictObject({ HeaderName: z.string().min(1), HeaderValue: z.string() })).default({
    Quantity: 0,
    Items: [],
  }),
  S3OriginConfig: z
    .strictObject({
      OriginAccessIdentity: notServed,
      OriginReadTimeout: whole({ min: 1, max: 120 }).optional(),
    })
    .optional(),
  CustomOriginConfig: z
    .strictObject({
      HTTPPort: whole({ min: 1, max: 65_535 }),
      HTTPSPort: whole({ min: 1, max: 65_535 }),
      OriginProtocolPolicy: z.enum(['http-only', 'match-viewer', 'https-only']),
      OriginSslProtocols: items(z.enum(['SSLv3', 'TLSv1', 'TLSv1.1', 'TLSv1.2'])).default({
        Quantity: 3,
        Items: ['TLSv1', 'TLSv1.1', 'TLSv1.2'],
      }),
      OriginReadTimeout: whole({ min: 1, max: 120 }).default(30),
      OriginKeepaliveTimeout: whole({ min: 1, max: 120 }).default(5),
      IpAddressType: z.enum(['ipv4', 'ipv6', 'dualstack']).optional(),
      OriginMtlsConfig: notServed,
    })
    .optional(),
  VpcOriginConfig: notServed,
  ConnectionAttempts: whole({ min: 1, max: 3 }).default(3),
  ConnectionTimeout: whole({ min: 1, max: 10 }).default(10),
  ResponseCompletionTimeout: notServed,
  OriginShield: z
    .strictObject({
      Enabled: flag(),
      OriginShieldRegion: z
        .string()
        .regex(/^[a-z]{2}-[a-z]+-\d$/)
        .optional(),
    })
    .default({ Enabled: false }),
  OriginAccessControlId: z.string().default(''),
});

export const originGroup = z.strictObject({
  Id: z.string().min(1).max(128),
  FailoverCriteria: z.strictObject({ StatusCodes: items(whole()) }),
  Members: items(z.strictObject({ OriginId: z.string().min(1) })),
  SelectionCriteria: z.enum(['default']).optional(),
});

export type OriginConfig = z.output<typeof origin>;
export type OriginGroupConfig = z.output<typeof originGroup>;
