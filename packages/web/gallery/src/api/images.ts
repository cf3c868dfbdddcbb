import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

const listedImage = z.object({
  id: z.string(),
  key: z.string(),
  status: z.enum(['pending', 'processing', 'ready', 'failed']),
  createdAt: z.string(),
  updatedAt: z.string(),
  width: z.optional(z.number()),
  height: z.optional(z.number()),
  dominantColour: z.optional(z.string()),
  thumbHash: z.optional(z.string()),
  alt: z.optional(z.string()),
  code: z.optional(z.string()),
  reason: z.optional(z.string()),
  url: z.string(),
  thumbnail: z.optional(z.string()),
});

/** What a list says of an image: what a grid needs. */
export type ListedImage = z.infer<typeof listedImage>;

const imageDocument = z.extend(listedImage, {
  variants: z.array(
    z.object({
      preset: z.string(),
      format: z.string(),
      width: z.number(),
      height: z.number(),
      bytes: z.number(),
      url: z.string(),
    }),
  ),
});

/** Everything that the page uses of an image. */
export type ImageDocument = z.infer<typeof imageDocument>;

const imagePage = z.object({ images: z.array(listedImage), cursor: z.optional(z.string()) });

/** A page of a list; without a cursor it is the last. */
export type ImagePage = z.infer<typeof imagePage>;

const announced = z.union([
  z.object({ duplicateOf: z.string() }),
  z.object({
    id: z.string(),
    key: z.string(),
    upload: z.object({ url: z.string(), fields: z.record(z.string(), z.string()) }),
  }),
]);

/** A form with which to upload, or the image that has the same bytes already. */
export type Announced = z.infer<typeof announced>;

/** A page of the images, newest first. */
export async function listImages(query: Readonly<Record<string, string>>): Promise<ImagePage> {
  return imagePage.parse(await (await callApi(`images?${new URLSearchParams(query)}`)).json());
}

/** One image. Throws `ApiError` with status 404 if it is gone. */
export async function readImage(id: string): Promise<ImageDocument> {
  return imageDocument.parse(await (await callApi(`images/${id}`)).json());
}

export async function deleteImage(id: string): Promise<void> {
  await callApi(`images/${id}`, { method: 'DELETE' });
}

export async function announceImage(file: {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256?: string;
}): Promise<Announced> {
  return announced.parse(await (await callApi('images', { method: 'POST', json: file })).json());
}
