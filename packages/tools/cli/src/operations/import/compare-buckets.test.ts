import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { StoredObject } from '../originals.ts';
import { compareBuckets } from './compare-buckets.ts';

function stored(key: string): StoredObject {
  return { key, eTag: 'e', lastModified: new Date(0), bytes: 1, storageClass: 'STANDARD' };
}

/** As S3 lists. */
function sorted(keys: readonly string[]): string[] {
  return [...new Set(keys)].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

async function* listing(keys: Iterable<string>, onRead: () => void = () => {}): AsyncGenerator<StoredObject> {
  for (const key of keys) {
    onRead();
    yield stored(key);
  }
}

test('whatever two buckets contain, each object of the first meets that of the same key', async () => {
  const keys = fc.array(fc.string({ unit: 'grapheme', maxLength: 3 }), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(keys, keys, async (first, second) => {
      const found: [string, boolean][] = [];
      for await (const { object, existing } of compareBuckets(
        listing(sorted(first)),
        listing(sorted(second)),
      )) {
        if (existing) expect(existing.key).toBe(object.key);
        found.push([object.key, existing !== undefined]);
      }
      expect(found).toEqual(sorted(first).map((key) => [key, second.includes(key)]));
    }),
  );
});

test('a hundred thousand objects are never more than one ahead of what was taken', async () => {
  const keys = function* () {
    for (let index = 0; index < 100_000; index++) yield String(index).padStart(6, '0');
  };
  let read = 0;
  let taken = 0;
  const count = () => void read++;
  for await (const { existing } of compareBuckets(listing(keys(), count), listing(keys(), count))) {
    taken++;
    if (!existing || read > 2 * taken)
      throw new Error(`${read} objects were read when ${taken} had been taken`);
  }
  expect(taken).toBe(100_000);
});
