import { type Catalog, ImageNotFoundError, type ImageRecord, isImageId } from '@darkroom/catalog';
import { z } from '@hono/zod-openapi';

/** Has no pattern: a malformed id answers 404, like the id of an image that does not exist. */
export const imageIdSchema = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: '9f86d081884c7d659a2feaa0c55ad015' }),
});

/** The caller's image. For other callers' images it throws `ImageNotFoundError`, as if they did not exist. */
export async function findImage(
  catalog: Catalog,
  id: string,
  owner: string | undefined,
): Promise<ImageRecord> {
  const image = isImageId(id) ? await catalog.get(id) : undefined;
  if (!image || (owner !== undefined && image.owner !== owner)) throw new ImageNotFoundError(id);
  return image;
}
