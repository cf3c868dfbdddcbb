import { invalidParameter } from './sns-error.ts';

interface Tag {
  readonly Key: string;
  readonly Value: string;
}

const maximumTags = 50;

/** Throws InvalidParameter if two tags have the same key, or there are too many. */
export function checkTags(tags: readonly Tag[]): void {
  const keys = new Set(tags.map(({ Key }) => Key));
  if (keys.size < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  if (tags.length > maximumTags) {
    throw invalidParameter(`Tags Reason: The number of tags exceeds the limit of ${maximumTags}.`);
  }
}

export function tagsOf(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
