import { givenUpCodes, type ImageRecord, imageStatuses } from '@darkroom/catalog';
import { z } from '@hono/zod-openapi';
import type { Dependencies } from './dependencies.ts';
import { sourceSetsOf } from './srcset.ts';

export const imageSchema = z
  .object({
    id: z.string().openapi({ example: '9f86d081884c7d659a2feaa0c55ad015' }),
    key: z
      .string()
      .openapi({ description: 'The key in the originals bucket.', example: 'uploads/photo.jpg' }),
    status: z.enum(imageStatuses),
    createdAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
    width: z.int().optional().openapi({ description: 'Pixels of the original, after orientation.' }),
    height: z.int().optional(),
    format: z.string().optional(),
    bytes: z.int().optional(),
    pages: z.int().optional().openapi({ description: 'Number of frames; 1 for a still image.' }),
    hasAlpha: z.boolean().optional(),
    colourSpace: z
      .string()
      .optional()
      .openapi({ description: "The original's colour space, as libvips names it.", example: 'srgb' }),
    dominantColour: z.string().optional().openapi({ example: '#336699' }),
    thumbHash: z.string().optional().openapi({ description: 'Base64; https://evanw.github.io/thumbhash/' }),
    code: z
      .string()
      .optional()
      .openapi({
        description: `Why it failed, for programs. UnsupportedFormat, TooLarge, Corrupt and OriginalMissing are final. ${givenUpCodes.join(', ')} mean that the function failed: if it runs again, the image may still become ready.`,
        example: 'Corrupt',
      }),
    reason: z.string().optional().openapi({ description: 'Why it failed, and what to change.' }),
    variants: z.array(
      z.object({
        preset: z.string(),
        format: z.string(),
        width: z.int(),
        height: z.int(),
        bytes: z.int(),
        url: z.url().openapi({ description: 'Valid for an hour.' }),
      }),
    ),
    srcset: z.string().optional().openapi({
      description:
        'For `<img srcset>`: variants that show the whole image, each width once, in formats that every browser displays. For an animation, all of them are animated.',
      example: 'https://example.com/small.webp 640w, https://example.com/medium.webp 1280w',
    }),
    sources: z
      .array(z.object({ type: z.string().openapi({ example: 'image/avif' }), srcset: z.string() }))
      .openapi({
        description:
          'One `<source>` each, in this order, before that `<img>` in a `<picture>`: the same variants in formats that only some browsers display.',
      }),
  })
  .openapi('Image');

export type ImageDocument = z.output<typeof imageSchema>;

/** An image as the API returns it, with URLs for its variants. */
export async function imageDocument(
  image: ImageRecord,
  variantUrl: Dependencies['variantUrl'],
): Promise<ImageDocument> {
  const { id, key, status, createdAt, updatedAt, original, placeholder, failure } = image;
  const variants = await Promise.all(
    image.variants.map(async ({ contentType, key: variantKey, ...variant }) => ({
      ...variant,
      url: await variantUrl(variantKey),
    })),
  );
  return {
    id,
    key,
    status,
    createdAt,
    updatedAt,
    ...(original && {
      width: original.width,
      height: original.height,
      format: original.format,
      bytes: original.bytes,
      pages: original.pages,
      hasAlpha: original.hasAlpha,
      colourSpace: original.colourSpace,
    }),
    ...placeholder,
    ...failure,
    variants,
    ...(original ? sourceSetsOf(original, variants) : { sources: [] }),
  };
}
