import * as z from 'zod';

/** How pictures are served, and to whom. */
export const deliverySchema = z.strictObject({
  /**
   * `public`: presets and the widths below are open to whoever has the address, other transforms need a signature.
   * `signed`: everything does. Left out: `signed` where images have owners.
   */
  access: z.enum(['public', 'signed']).optional(),
  /** On AWS, CloudFront before it: there is no other way to it there. */
  cloudFront: z.boolean().default(true),
  /** An own name for the distribution; its certificate is in us-east-1. */
  domain: z
    .strictObject({
      name: z.hostname(),
      certificateArn: z
        .string()
        .regex(/^arn:aws[\w-]*:acm:us-east-1:/, 'must be the ARN of an ACM certificate in us-east-1'),
    })
    .optional(),
  /** The region of a further cache between CloudFront's and the origin. */
  originShield: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS region')
    .optional(),
  webAclArn: z
    .string()
    .regex(/^arn:aws[\w-]*:wafv2:us-east-1:/, 'must be the ARN of a web ACL of CloudFront')
    .optional(),
  /** One line for each request that CloudFront answers, in a log group in us-east-1. */
  logs: z.boolean().default(false),
  /** Seconds for which caches keep the newest version of a picture under its lasting address. */
  cacheSeconds: z.int().min(0).max(86_400).default(60),
  /** Of unsigned responsive pictures, in pixels. */
  widths: z
    .array(z.int().min(1).max(16_383))
    .max(32)
    .default([160, 320, 480, 640, 800, 960, 1280, 1600, 1920, 2560]),
  /** width × height of what is made on demand. */
  maxPixels: z.int().positive().max(268_402_689).default(25_000_000),
  /** Made on demand of one version of an image. */
  maxTransforms: z.int().positive().max(1000).default(200),
  /** width × height above which on-demand AVIF, the slowest to make, becomes WebP. */
  maxAvifPixels: z.int().positive().default(2_500_000),
  /** Days after which what was made on demand is deleted; whoever asks again has it made again. */
  onDemandDays: z.int().min(1).max(3650).default(30),
});

export type Delivery = z.output<typeof deliverySchema>;
