import { describePhoto } from '../api/photo.ts';
import { images, take } from './collection.ts';

/** The tags of a line, which separates them with commas; the API keeps them in small letters. */
export function tagsIn(line: string): readonly string[] {
  const tags = line.split(',').map((tag) => tag.trim().toLowerCase());
  return [...new Set(tags)].filter(Boolean);
}

/** Adds tags to images that keep those they have. */
export async function addTags(ids: readonly string[], tags: readonly string[]): Promise<void> {
  for (const id of ids) {
    const known = images.value.get(id)?.tags ?? [];
    take([await describePhoto(id, { tags: [...new Set([...known, ...tags])] })]);
  }
}
