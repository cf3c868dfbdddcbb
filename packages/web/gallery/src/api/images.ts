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
  srcset: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
});

/** What a list is asked for, and nothing that the grid does not show. */
const listedFields = Object.keys(listedImage.shape).join();

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

const signedRequest = z.object({
  url: z.string(),
  key: z.string(),
  headers: z.record(z.string(), z.string()),
});

/** One request to S3 of an upload in parts. */
export type UploadRequest =
  | { readonly method: 'PUT'; readonly uploadId: string; readonly partNumber: number }
  | { readonly method: 'GET' | 'DELETE' | 'POST'; readonly uploadId?: string };

/** Where to send a request of an upload in parts, with these headers. */
export async function signUpload(id: string, request: UploadRequest): Promise<z.infer<typeof signedRequest>> {
  const response = await callApi(`images/${id}/upload`, { method: 'POST', json: request });
  return signedRequest.parse(await response.json());
}

/** A page of the images that a query finds. */
export async function listImages(query: Readonly<Record<string, string>>): Promise<ImagePage> {
  return imagePage.parse(
    await (await callApi(`images?${new URLSearchParams({ ...query, fields: listedFields })}`)).json(),
  );
}

/** One image. Throws `ApiError` with status 404 if it is gone. */
export async function readImage(id: string): Promise<ImageDocument> {
  return imageDocument.parse(await (await callApi(`images/${id}`)).json());
}

export async function deleteImage(id: string): Promise<void> {
  await callApi(`images/${id}`, { method: 'DELETE', keepalive: true });
}

/** Changes what is said about an image; null takes it back. */
export async function changeImage(
  id: string,
  said: { readonly tags?: readonly string[] | null },
): Promise<ImageDocument> {
  const response = await callApi(`images/${id}`, { method: 'PATCH', json: said });
  return imageDocument.parse(await response.json());
}

export async function announceImage(file: {
  readonly filename: string;
  readonly contentType: string;
  readonly bytes: number;
  readonly sha256?: string;
}): Promise<Announced> {
  return announced.parse(await (await callApi('images', { method: 'POST', json: file })).json());
}
