import { NotComparableError } from './errors.ts';
import type { ImageRecord } from './image-record.ts';
import type { ImageTable } from './image-table.ts';
import { inCommon } from './index-keys.ts';
import { bandsNear, distanceBetween } from './likeness.ts';
import { tableSchema } from './schema.ts';

export interface NearOptions {
  /** Whose images are compared. */
  readonly owner: string | undefined;
  /** How many of 64 bits may differ: 0 to 11. */
  readonly distance: number;
  readonly limit: number;
}

export interface Neighbour {
  readonly image: ImageRecord;
  readonly distance: number;
}

/** The images that look most like this one, nearest first. Throws `NotComparableError` if it has no perceptual hash. */
export async function nearImages(
  table: ImageTable,
  image: ImageRecord,
  { owner, distance, limit }: NearOptions,
): Promise<Neighbour[]> {
  const hash = image.fingerprint?.perceptualHash;
  if (hash === undefined) throw new NotComparableError(image.id);
  const candidates = await candidatesNear(table, owner, bandsNear(hash, distance));
  const nearest = [...candidates]
    .filter(([id, other]) => id !== image.id && distanceBetween(hash, other) <= distance)
    .sort(([, a], [, b]) => distanceBetween(hash, a) - distanceBetween(hash, b))
    .map(([id]) => id);
  const found: Neighbour[] = [];
  while (found.length < limit && nearest.length > 0) {
    const states = await Promise.all(nearest.splice(0, limit).map((id) => table.read(id)));
    // An index is a moment behind the table.
    for (const state of states.map((row) => row?.state)) {
      if (!state || state.status === 'deleted' || state.owner !== owner) continue;
      const other = state.fingerprint?.perceptualHash;
      if (other === undefined || distanceBetween(hash, other) > distance) continue;
      found.push({ image: state, distance: distanceBetween(hash, other) });
    }
  }
  return found.sort((a, b) => a.distance - b.distance).slice(0, limit);
}

/** Perceptual hashes of images that share a band, by id. */
async function candidatesNear(
  table: ImageTable,
  owner: string | undefined,
  bands: readonly (readonly string[])[],
): Promise<Map<string, string>> {
  const candidates = new Map<string, string>();
  const questions = tableSchema.bandIndexes.flatMap((index, n) =>
    (bands[n] ?? []).map(async (band) => {
      for await (const { id, sortKey } of table.keys(index, inCommon(owner, band)))
        candidates.set(id, sortKey);
    }),
  );
  await Promise.all(questions);
  return candidates;
}
