import { NotComparableError } from './errors.ts';
import { isInFocus } from './focus.ts';
import type { ImageRecord } from './image-record.ts';
import type { ImageTable } from './image-table.ts';
import { createdAtId, inCommon } from './index-keys.ts';
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

/** So many images are read in search of a twin: somebody may have uploaded the same bytes a thousand times. */
const mostCandidates = 5;

/** The oldest of an owner's ready images that has these bytes. */
export async function imageWithBytes(
  table: ImageTable,
  owner: string | undefined,
  sha256: string,
): Promise<ImageRecord | undefined> {
  const equals = table.keys(tableSchema.bytesIndex, inCommon(owner, sha256), { pageSize: mostCandidates });
  for await (const { id } of equals) {
    const image = await readyWithBytes(table, id, owner, sha256);
    if (image) return image;
  }
  return undefined;
}

/**
 * A ready image of the same owner that has these bytes and was made by this recipe, so that its variants are those that
 * `image` would get at its focal point. The newest are asked first: they were most likely made by today's recipe.
 */
export async function twinOf(
  table: ImageTable,
  image: ImageRecord,
  { sha256, recipe }: { readonly sha256: string; readonly recipe: string },
): Promise<ImageRecord | undefined> {
  const { owner } = image;
  let candidates = 0;
  const latest = { backwards: true, pageSize: mostCandidates + 1 }; // one of them may be the image itself
  for await (const { id } of table.keys(tableSchema.bytesIndex, inCommon(owner, sha256), latest)) {
    if (id === image.id) continue;
    if (++candidates > mostCandidates) return undefined;
    const other = await readyWithBytes(table, id, owner, sha256);
    if (other?.recipe !== recipe) continue;
    if (other.variants.every((variant) => isInFocus(variant, image))) return other;
  }
  return undefined;
}

/** An index is a moment behind the table, and an image that is `sealed` is about to be deleted. */
async function readyWithBytes(
  table: ImageTable,
  id: string,
  owner: string | undefined,
  sha256: string,
): Promise<ImageRecord | undefined> {
  const state = (await table.read(id))?.state;
  if (state?.status !== 'ready' || state.owner !== owner || state.fingerprint?.sha256 !== sha256)
    return undefined;
  return state.form?.sealedAt === undefined ? state : undefined;
}

/**
 * The id of the oldest of the owner's images that has these bytes, if it is older than `image`: so no two images are
 * duplicates of each other.
 */
export async function olderWithBytes(
  table: ImageTable,
  image: ImageRecord,
  sha256: string,
): Promise<string | undefined> {
  const equals = table.keys(tableSchema.bytesIndex, inCommon(image.owner, sha256), { pageSize: 1 });
  for await (const oldest of equals) return oldest.sortKey < createdAtId(image) ? oldest.id : undefined;
  return undefined;
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
