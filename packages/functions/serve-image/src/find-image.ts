import type { Catalog, ImageRecord } from '@darkroom/catalog';
import { Problem } from './problem.ts';

/** Caches ask again soon: an image may be uploaded again. */
const briefly = { 'cache-control': 'public, max-age=10' };

/** Throws a `Problem`: 404 for what is unknown or failed, 410 for what was deleted. */
export async function findImage(catalog: Pick<Catalog, 'look'>, id: string): Promise<ImageRecord> {
  const state = await catalog.look(id);
  if (!state) throw new Problem(404, 'ImageNotFound', `There is no image ${id}.`, briefly);
  if (state.status === 'deleted') {
    throw new Problem(410, 'ImageDeleted', `The image ${id} was deleted.`, briefly);
  }
  if (state.status === 'failed' && state.variants.length === 0) {
    throw new Problem(404, 'ImageFailed', state.failure?.reason ?? 'The image cannot be shown.', briefly);
  }
  return state;
}
