import { changeImage } from '../api/images.ts';
import { images, take } from './collection.ts';

/** Adds tags to images that keep those they have. */
export async function addTags(ids: readonly string[], tags: readonly string[]): Promise<void> {
  const wanted = tags.map((tag) => tag.trim().toLowerCase()).filter(Boolean);
  for (const id of ids) {
    const known = images.value.get(id)?.tags ?? [];
    take([await changeImage(id, { tags: [...new Set([...known, ...wanted])] })]);
  }
}
