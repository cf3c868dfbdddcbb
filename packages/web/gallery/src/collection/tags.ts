import { describePhoto, readPhoto } from '../api/photo.ts';
import { take } from './collection.ts';

/** The tags of a line, which separates them with commas; the API keeps them in small letters. */
export function tagsIn(line: string): readonly string[] {
  const tags = line.split(',').map((tag) => tag.trim().toLowerCase());
  return [...new Set(tags)].filter(Boolean);
}

/** Adds tags to images that keep those they have, also those that were given elsewhere since the list was read. */
export async function addTags(ids: readonly string[], tags: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { tags: known } = await readPhoto(id);
    take([await describePhoto(id, { tags: [...new Set([...(known ?? []), ...tags])] })]);
  }
}
