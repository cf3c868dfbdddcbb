import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

/** What a list says of an image: what a grid needs. */
export const listedImage = z.object({
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
  title: z.optional(z.string()),
  code: z.optional(z.string()),
  reason: z.optional(z.string()),
  url: z.string(),
  thumbnail: z.optional(z.string()),
  srcset: z.optional(z.string()),
  tags: z.optional(z.array(z.string())),
});

export type ListedImage = z.infer<typeof listedImage>;

/** A list is asked for nothing that the grid does not show. */
const listedFields = Object.keys(listedImage.shape).join();

const imagePage = z.object({ images: z.array(listedImage), cursor: z.optional(z.string()) });

/** A page of a list; without a cursor it is the last. */
export type ImagePage = z.infer<typeof imagePage>;

/** A page of the images that a query finds. */
export async function listImages(query: Readonly<Record<string, string>>): Promise<ImagePage> {
  return imagePage.parse(
    await (await callApi(`images?${new URLSearchParams({ ...query, fields: listedFields })}`)).json(),
  );
}

/** The name that people gave to an image: its title, or the name of its file. */
export function nameOf({ title, key }: Pick<ListedImage, 'title' | 'key'>): string {
  return title ?? key.split('/').at(-1) ?? key;
}
