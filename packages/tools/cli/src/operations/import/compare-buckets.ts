import type { StoredObject } from '../originals.ts';

export interface Candidate {
  readonly object: StoredObject;
  /** What the other bucket has at the same key. */
  readonly existing: StoredObject | undefined;
}

/**
 * Each object of the first listing with that of the same key in the second. Both are in the order in which S3 lists, that
 * of UTF-8's bytes, so one object of each is in memory at a time.
 */
export async function* compareBuckets(
  objects: AsyncIterable<StoredObject>,
  others: AsyncIterable<StoredObject>,
): AsyncGenerator<Candidate> {
  const rest = others[Symbol.asyncIterator]();
  let other = await rest.next();
  for await (const object of objects) {
    const key = Buffer.from(object.key);
    while (!other.done && Buffer.compare(Buffer.from(other.value.key), key) < 0) other = await rest.next();
    yield { object, existing: !other.done && other.value.key === object.key ? other.value : undefined };
  }
}
