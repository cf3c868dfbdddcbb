import type { ImageRecord, ImageState } from './image-record.ts';
import { createdAtId } from './index-keys.ts';
import { tableSchema } from './schema.ts';

/** Something by which people look for images. */
export interface Term {
  /** Partition key of the index. */
  readonly term: string;
  /** Sort key: the order of the images that have it in common. */
  readonly position: string;
}

/** Longer names are found by their beginning; the sort key has room for no more in every script. */
const indexedCharacters = 200;

/** The same for `Photo` and `photo`, character by character, so that the beginning of a text stays its beginning. */
export function folded(text: string): string {
  const characters = [...text.normalize('NFC')].slice(0, indexedCharacters);
  return characters.map((character) => character.toLowerCase()).join('');
}

/** What all images of one owner, or of none, have in common. */
export function everyTerm(owner: string | undefined): string {
  return `${beginning(owner)}#all`;
}

/** Newest first in a list. */
export function tagTerm(owner: string | undefined, tag: string): string {
  return `${beginning(owner)}#tag#${tag}`;
}

/** Of all terms of an owner, and of nobody else: it ends at the first `#`. */
function beginning(owner = '-'): string {
  return owner.replaceAll(/[%#]/g, encodeURIComponent);
}

/** A deleted image has none. */
export function termsOf(state: ImageState | undefined): Term[] {
  if (state === undefined || state.status === 'deleted') return [];
  return [nameOf(state), ...takenOf(state), ...tagsOf(state)];
}

/** The attributes of an image's own row. */
export function termKeys(image: ImageRecord): Record<string, string> {
  const [taken] = takenOf(image);
  return { ...keysOf(nameOf(image)), ...(taken && { [tableSchema.takenIndex.sortKey]: taken.position }) };
}

/** The rows beside an image's: one for each tag. They are there exactly as long as the image has it. */
export function tagRows(state: ImageState | undefined): Record<string, string | number>[] {
  if (state === undefined || state.status === 'deleted') return [];
  const { partitionKey, tagPrefix, timeToLive } = tableSchema;
  return tagsOf(state).map(({ tag, ...term }) => ({
    [partitionKey]: `${tagPrefix}${state.id}#${tag}`,
    ...keysOf(term),
    ...(state.expiresAt !== undefined && { [timeToLive]: state.expiresAt }),
  }));
}

function nameOf({ id, key, owner }: ImageRecord): Term {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return { term: everyTerm(owner), position: `${folded(name)}#${id}` };
}

/** By the clock of the place: photo albums show the morning of one country before the evening of another. */
function takenOf({ id, owner, facts }: ImageRecord): Term[] {
  if (facts?.takenAt === undefined) return [];
  return [{ term: everyTerm(owner), position: `${facts.takenAt.slice(0, toTheSecond)}#${id}` }];
}

const toTheSecond = 'YYYY-MM-DDThh:mm:ss'.length;

function tagsOf(image: ImageRecord): (Term & { tag: string })[] {
  const position = createdAtId(image);
  return (image.tags ?? []).map((tag) => ({ tag, term: tagTerm(image.owner, tag), position }));
}

function keysOf({ term, position }: Term): Record<string, string> {
  const { termIndex } = tableSchema;
  return { [termIndex.partitionKey]: term, [termIndex.sortKey]: position };
}
