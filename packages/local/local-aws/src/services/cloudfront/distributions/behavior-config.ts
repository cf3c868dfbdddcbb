import { z } from 'zod';
import { notServed, servedOnly } from '../../../protocol/not-served.ts';
import { flag, items, noItems, optionalName, switchedOff } from '../values.ts';

const methods = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'] as const;

const methodList = items(z.enum(methods));
const readOnly = { Quantity: 2, Items: ['HEAD' as const, 'GET' as const] };

/** Of the default cache behavior; all others have a path pattern too. */
export const defaultBehavior = z.strictObject({
  TargetOriginId: z.string().min(1),
  ViewerProtocolPolicy: z.enum(['allow-all', 'https-only', 'redirect-to-https']),
  AllowedMethods: z
    .strictObject({ ...methodList.shape, CachedMethods: methodList.default(readOnly) })
    .default({ ...readOnly, CachedMethods: readOnly }),
  Compress: flag().default(false),
  CachePolicyId: optionalName(),
  OriginRequestPolicyId: optionalName(),
  ResponseHeadersPolicyId: optionalName(),
  FunctionAssociations: items(
    z.strictObject({
      FunctionARN: z.string().regex(/^arn:aws:cloudfront::[0-9]{12}:function\/[a-zA-Z0-9_-]{1,64}$/),
      EventType: z.enum(['viewer-request', 'viewer-response', 'origin-request', 'origin-response']),
    }),
  ).default({ Quantity: 0, Items: [] }),
  TrustedSigners: switchedOff,
  TrustedKeyGroups: switchedOff,
  LambdaFunctionAssociations: noItems,
  SmoothStreaming: servedOnly('false'),
  FieldLevelEncryptionId: notServed,
  RealtimeLogConfigArn: notServed,
  GrpcConfig: z.strictObject({ Enabled: servedOnly('false') }).optional(),
  ForwardedValues: notServed,
  MinTTL: notServed,
  DefaultTTL: notServed,
  MaxTTL: notServed,
});

export const cacheBehavior = defaultBehavior.extend({ PathPattern: z.string().min(1).max(255) });

export type BehaviorConfig = z.output<typeof defaultBehavior>;
