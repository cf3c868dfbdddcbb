import { createHash } from 'node:crypto';
import { focalPointSchema, type ImageRecord } from '@darkroom/catalog';
import * as z from 'zod';

const imageSchema = z.object({
  id: z.string(),
  /** In the originals bucket. */
  key: z.string(),
  version: z.string().describe('Changes with each upload to the key, and with each reprocess.'),
  owner: z.string().optional(),
  correlationId: z.string().optional().describe('For logs: the same in all that is said of the upload.'),
  alt: z.string().optional(),
  title: z.string().optional(),
  tags: z.array(z.string()).optional(),
  focalPoint: focalPointSchema.optional(),
});

const originalSchema = z
  .object({
    bucket: z.string(),
    key: z.string(),
    eTag: z.string().describe('Send it as If-Match to read this original and no newer one.'),
    format: z.string(),
    width: z.int().describe('Pixels, upright.'),
    height: z.int(),
    pages: z.int().describe('Frames of an animation.'),
    hasAlpha: z.boolean(),
    bytes: z.int(),
  })
  .describe('The function needs s3:GetObject on originals to read it.');

const common = {
  step: z.string(),
  idempotencyKey: z.string().describe('The same each time that this step is asked about this version.'),
  image: imageSchema,
  original: originalSchema,
};

/** What a step gets. */
export const stepRequestSchema = z
  .discriminatedUnion('after', [
    z.object({
      ...common,
      after: z.literal('decode'),
      preview: z
        .object({
          contentType: z.literal('image/jpeg'),
          width: z.int(),
          height: z.int(),
          base64: z.string(),
        })
        .describe('The picture, upright, in at most 512 × 512 pixels.'),
    }),
    z.object({
      ...common,
      after: z.literal('ready'),
      dominantColour: z.string().describe('#rrggbb'),
      variants: z
        .array(
          z.object({
            preset: z.string(),
            format: z.string(),
            contentType: z.string(),
            width: z.int(),
            height: z.int(),
            bytes: z.int(),
            bucket: z.string(),
            key: z.string(),
          }),
        )
        .describe('The function needs s3:GetObject on variants to read them.'),
    }),
  ])
  .describe('What a step of Darkroom is invoked with.');

export type StepRequest = z.output<typeof stepRequestSchema>;

/** The same for each try and each repeated event. */
export function idempotencyKey(step: string, { id, version }: { id: string; version: string }): string {
  return createHash('sha256').update(`${step} ${id} ${version}`).digest('hex').slice(0, 32);
}

/** What is said of an image, for its version. */
export function imageOf(record: ImageRecord, version: string): StepRequest['image'] {
  const { id, key, owner, correlationId, alt, title, tags, focalPoint } = record;
  return {
    id,
    key,
    version,
    ...(owner !== undefined && { owner }),
    ...(correlationId !== undefined && { correlationId }),
    ...(alt !== undefined && { alt }),
    ...(title !== undefined && { title }),
    ...(tags && { tags }),
    ...(focalPoint && { focalPoint }),
  };
}

export function variantsOf({ variants }: ImageRecord, bucket: string) {
  return variants.map(({ preset, format, contentType, width, height, bytes, key }) => ({
    ...{ preset, format, contentType, width, height, bytes },
    bucket,
    key,
  }));
}
