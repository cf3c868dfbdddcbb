import * as z from 'zod/mini';
import { callApi } from './call-api.ts';
import { listedImage } from './images.ts';

const text = z.optional(z.string());
const number = z.optional(z.number());
const point = z.object({ x: z.number(), y: z.number() });

const variant = z.object({
  preset: z.string(),
  format: z.string(),
  width: z.number(),
  height: z.number(),
  bytes: z.number(),
  url: z.string(),
});

const photo = z.extend(listedImage, {
  format: text,
  bytes: number,
  focalPoint: z.optional(point),
  sources: z.array(z.object({ type: z.string(), srcset: z.string() })),
  variants: z.array(variant),
  facts: z.optional(
    z.object({
      camera: text,
      lens: text,
      exposure: z.optional(
        z.object({ seconds: number, fNumber: number, iso: number, focalLengthMm: number }),
      ),
      takenAt: text,
      description: text,
      creators: z.optional(z.array(z.string())),
      credit: text,
      copyright: text,
      usageTerms: text,
      digitalSourceType: text,
    }),
  ),
});

/** Everything that the page uses of one image. */
export type Photo = z.infer<typeof photo>;
export type Variant = z.infer<typeof variant>;
export type Point = z.infer<typeof point>;

/** One image with all its fields. Throws `ApiError` with status 404 if it is gone. */
export async function readPhoto(id: string): Promise<Photo> {
  return photo.parse(await (await callApi(`images/${id}`)).json());
}

/** Says something about an image; null takes it back. */
export async function describePhoto(
  id: string,
  said: {
    readonly alt?: string | null;
    readonly title?: string | null;
    readonly tags?: readonly string[];
    readonly focalPoint?: Point | null;
  },
): Promise<Photo> {
  return photo.parse(await (await callApi(`images/${id}`, { method: 'PATCH', json: said })).json());
}

export async function deletePhoto(id: string): Promise<void> {
  await callApi(`images/${id}`, { method: 'DELETE', keepalive: true });
}

/** Makes its variants again. */
export async function reprocessPhoto(id: string): Promise<void> {
  await callApi(`images/${id}/reprocess`, { method: 'POST' });
}

/** The picture with the most pixels, if there is any; of several, the lightest. */
export function largestOf({ variants }: Pick<Photo, 'variants'>): Variant | undefined {
  return variants.toSorted((a, b) => b.width - a.width || a.bytes - b.bytes)[0];
}
