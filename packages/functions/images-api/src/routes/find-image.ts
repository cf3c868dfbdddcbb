import { type Catalog, ImageNotFoundError, type ImageRecord, isImageId } from '@darkroom/catalog';
import { z } from '@hono/zod-openapi';

/** No pattern: what can't be an id is an image that is not there, 404. */
export const imageIdSchema = z.object({
  id: z.string().openapi({ param: { name: 'id', in: 'path' }, example: '9f86d081884c7d659a2feaa0c55ad015' }),
});

/** The caller's image. Others' don't exist for it. Throws `ImageNotFoundError`. */
export async function findImage(
  catalog: Catalog,
  id: string,
  owner: string | undefined,
): Promise<ImageRecord> {
  const image = isImageId(id) ? await catalog.get(id) : undefined;
  if (!image || (owner !== undefined && image.owner !== owner)) throw new ImageNotFoundError(id);
  return image;
}
