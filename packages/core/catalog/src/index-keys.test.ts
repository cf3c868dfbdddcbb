import fc from 'fast-check';
import { expect, test } from 'vitest';
import { imageId } from './image-id.ts';
import { indexKeys } from './index-keys.ts';
import { tableIndexes } from './schema.ts';
import { tagRows, termKeys } from './terms.ts';
import { ready, smallPng } from './testing/images.ts';

const parts = fc.constantFrom('a', '-', '#', '%', '%23', 'all', '#tag', '#tag#', '#0', '#ready');
const text = fc.array(parts, { minLength: 1, maxLength: 3 }).map((some) => some.join(''));
/** Often one's name is the beginning of the other's. The API refuses an owner `-`, which stands for none. */
const owners = fc
  .record({ one: text, more: text, other: fc.constantFrom('longer', 'different', 'nobody') })
  .map(({ one, more, other }) => [one, { longer: one + more, different: more, nobody: undefined }[other]])
  .filter(([one, other]) => one !== other && one !== '-' && other !== '-');

/** Of all indexes, with the index before them. */
function partitionsOf(owner: string | undefined, tags: string[]): Set<string> {
  const { owner: _, ...record } = ready(imageId('a.jpg'), '');
  const image = {
    ...record,
    ...(owner !== undefined && { owner }),
    original: smallPng,
    fingerprint: { sha256: '0'.repeat(64), perceptualHash: '0'.repeat(16) },
    tags,
  };
  const rows = [{ ...indexKeys(image), ...termKeys(image) }, ...tagRows(image)];
  return new Set(
    rows.flatMap((row) => {
      const values = new Map(Object.entries(row));
      return tableIndexes.flatMap(({ name, partitionKey }) =>
        // Of all owners.
        name !== 'by-work' && values.has(partitionKey) ? [`${name} ${values.get(partitionKey)}`] : [],
      );
    }),
  );
}

test('two owners share no partition of an index, whatever their names and tags are', () => {
  fc.assert(
    fc.property(owners, fc.array(text), fc.array(text), ([owner, other], tags, others) => {
      const theirs = partitionsOf(other, others);
      expect([...partitionsOf(owner, tags)].filter((partition) => theirs.has(partition))).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

test('usual names are in the keys as they are', () => {
  const partitions = partitionsOf('arn:aws:iam::111122223333:user/ada@example.com', ['sea']);
  expect([...partitions]).toContain('by-term arn:aws:iam::111122223333:user/ada@example.com#tag#sea');
});
