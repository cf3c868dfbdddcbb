import { z } from 'zod';
import { servedWhere } from '../../../protocol/not-served.ts';

export const originAccessControlConfig = z.strictObject({
  Name: z.string().min(1).max(64),
  Description: z.string().max(256).optional(),
  SigningProtocol: z.enum(['sigv4']),
  SigningBehavior: z.enum(['never', 'always', 'no-override']),
  OriginAccessControlOriginType: servedWhere(
    z.enum(['s3', 'mediastore', 'mediapackagev2', 'lambda']),
    (type) => type === 's3' || type === 'lambda',
  ),
});

export type OriginAccessControlConfig = z.output<typeof originAccessControlConfig>;
