import {
  factsSchema,
  focalPointSchema,
  givenUpCodes,
  type ImageRecord,
  imageStatuses,
  isInFocus,
} from '@darkroom/catalog';
import { z } from '@hono/zod-openapi';
import type { Dependencies } from './dependencies.ts';
import { sourceSetsOf } from './srcset.ts';

/** Rounded to less than a pixel: DynamoDB refuses numbers below 1e-130. */
const rounded = (fraction: number) => Math.round(fraction * 1e6) / 1e6;
export const pointSchema = focalPointSchema
  .strict()
  .overwrite(({ x, y }) => ({ x: rounded(x), y: rounded(y) }));

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
    sha256: z.string().optional().openapi({
      description:
        "Of the original's bytes, in hexadecimal digits. Images that were made before there were any have none; a reprocess adds it.",
    }),
    perceptualHash: z.string().optional().openapi({
      description: '64 bits, in hexadecimal digits, of which pictures that look alike share most.',
      example: 'e07c3a1db492c5e6',
    }),
    facts: factsSchema.optional().openapi({
      description:
        "What the original's file says about the photo; absent of images that were last processed before this was read.",
    }),
    duplicateOf: z.string().optional().openapi({
      description:
        "The oldest of the caller's images that had the same bytes when this one was processed, if an older one had.",
    }),
    focalPoint: pointSchema.optional().openapi({
      description:
        'What crops keep, in fractions of width and height from the top left; see `PATCH /images/{id}`.',
    }),
    alt: z.string().optional().openapi({ description: 'For `<img alt>`.', example: 'A dog on a beach' }),
    title: z.string().optional(),
    tags: z
      .array(z.string())
      .optional()
      .openapi({ example: ['beach', 'dog'] }),
    code: z
      .string()
      .optional()
      .openapi({
        description: `Why it failed, for programs. UnsupportedFormat, TooLarge, Corrupt, OriginalMissing and Vetoed are final. ${givenUpCodes.join(', ')} mean that the function failed: if it runs again, the image may still become ready.`,
        example: 'Corrupt',
      }),
    reason: z.string().optional().openapi({ description: 'Why it failed, and what to change.' }),
    url: z.url().openapi({
      description:
        'Lasting: with /{preset} behind it, it is that picture of the newest version, in the format that the browser likes best.',
      example: 'https://example.com/9f86d081884c7d659a2feaa0c55ad015',
    }),
    thumbnail: z.url().optional().openapi({ description: 'Lasting: the smallest of its pictures.' }),
    variants: z.array(
      z.object({
        preset: z.string(),
        format: z.string(),
        width: z.int(),
        height: z.int(),
        bytes: z.int(),
        quality: z
          .object({
            value: z.int().openapi({ description: 'As the encoder took it.' }),
            score: z
              .number()
              .openapi({ description: 'How much the file looks like the original, from 0 to 100.' }),
            missed: z.string().optional().openapi({
              description:
                'Why the score is not the target: `OutOfRange`, `TooCoarse` or `OutOfTime`. Absent where it is.',
            }),
          })
          .optional()
          .openapi({
            description: 'What was found for the target of its preset.',
            example: { value: 74, score: 80.4 },
          }),
        url: z.url().openapi({
          description:
            'Of this file, which never changes. If the image has another focal point by now, the lasting one of its preset. Signed where pictures are: for a day.',
        }),
      }),
    ),
    leftOut: z
      .array(z.object({ preset: z.string(), format: z.string(), code: z.string(), reason: z.string() }))
      .optional()
      .openapi({
        description:
          'AVIF that presets name and this image does not have, each with why: `OverBudget`, `OutOfTime` or `EncodeFailed`. Its preset has a WebP.',
      }),
    srcset: z.string().optional().openapi({
      description:
        'For `<img srcset>`: variants that show the whole image, each width once, in formats that every browser displays. For an animation, all of them are animated.',
      example: 'https://example.com/9f86…/small.webp 640w, https://example.com/9f86…/medium.webp 1280w',
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

/** What a list says of an image if nobody asks for more: what a grid of pictures needs. */
export const listedFields = [
  'id',
  'key',
  'status',
  'createdAt',
  'updatedAt',
  'width',
  'height',
  'dominantColour',
  'thumbHash',
  'alt',
  'code',
  'reason',
  'url',
  'thumbnail',
] as const satisfies readonly (keyof ImageDocument)[];

export type Field = keyof ImageDocument;

export function isField(name: string): name is Field {
  return name in imageSchema.shape;
}

/** Those fields of a document that it has, and its id. */
export function pick(
  document: ImageDocument,
  fields: readonly Field[],
): Partial<ImageDocument> & { id: string } {
  const wanted = new Set<string>(fields);
  const picked: Partial<ImageDocument> = Object.fromEntries(
    Object.entries(document).filter(([name]) => wanted.has(name)),
  );
  return { ...picked, id: document.id };
}

/** An image as the API returns it, with URLs for its variants. */
export async function imageDocument(
  image: ImageRecord,
  addresses: Dependencies['addresses'],
): Promise<ImageDocument> {
  const { id, key, status, createdAt, updatedAt, original, placeholder, fingerprint, facts } = image;
  const { focalPoint, alt, title, tags, failure } = image;
  const at = await addresses(id);
  const variants = image.variants.map(({ contentType, key: stored, focalPoint: made, ...variant }) => ({
    ...variant,
    url: isInFocus({ focalPoint: made }, image)
      ? at.stored(stored)
      : at.preset(variant.preset, extensionOf(stored)),
  }));
  const lasting = image.variants.map((variant) => ({
    ...variant,
    url: at.preset(variant.preset, extensionOf(variant.key)),
  }));
  // E-mails and old browsers show it too, if there is one that they can.
  const [smallest] = lasting.toSorted(
    (a, b) => Number(a.format === 'avif') - Number(b.format === 'avif') || a.width - b.width,
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
    ...fingerprint,
    ...(image.duplicateOf !== undefined && { duplicateOf: image.duplicateOf }),
    ...(facts && { facts }),
    ...(focalPoint && { focalPoint }),
    ...(alt !== undefined && { alt }),
    ...(title !== undefined && { title }),
    ...(tags && { tags }),
    ...failure,
    url: at.image,
    ...(smallest && { thumbnail: smallest.url }),
    variants,
    ...(image.leftOut && { leftOut: image.leftOut }),
    ...(original ? sourceSetsOf(original, lasting) : { sources: [] }),
  };
}

function extensionOf(key: string): string {
  return key.slice(key.lastIndexOf('.') + 1);
}
