import * as z from 'zod';

/** EC2 instances that upload: docs/ec2.md. */
export const uploaderSchema = z.strictObject({
  /** Part of the role's name. */
  name: z.string().regex(/^[a-z][a-z0-9-]{0,19}$/, 'must be 1 to 20 lower-case letters, digits and hyphens'),
  /** The keys that they may write begin with it. */
  prefix: z
    .string()
    .regex(/^[\w.-][\w./-]{0,199}\/$/, 'must be a path such as scans/ that ends with a slash'),
  /** Their requests must come through this endpoint of their VPC. */
  vpcEndpointId: z
    .string()
    .regex(/^vpce-[0-9a-f]+$/, 'must be the id of a VPC endpoint, vpce-…')
    .optional(),
});

export type Uploader = z.output<typeof uploaderSchema>;
