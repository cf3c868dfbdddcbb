import type { Image } from './image.ts';
import type { Api } from './open-api.ts';

const largestPage = 100;

/** The API's filters by their names. */
export type Filters = Readonly<
  Partial<Record<'status' | 'tag' | 'name' | 'camera' | 'takenFrom' | 'takenTo' | 'near', string | undefined>>
>;

const fields = 'key,status,createdAt,width,height,format,bytes,title,tags,code,reason,url';

/** Pages of images, each read when it is asked for, until there were `limit` images. */
export async function* listImages(
  api: Pick<Api, 'page'>,
  filters: Filters,
  limit: number,
): AsyncGenerator<readonly Image[]> {
  const query = new URLSearchParams({ fields });
  for (const [name, value] of Object.entries(filters)) if (value !== undefined) query.set(name, value);
  let left = limit;
  do {
    query.set('limit', String(Math.min(left, largestPage)));
    const { images, cursor } = await api.page(query);
    yield images;
    left -= images.length;
    if (cursor === undefined) return;
    query.set('cursor', cursor);
  } while (left > 0);
}
