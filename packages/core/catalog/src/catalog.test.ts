import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCatalog } from './catalog.ts';
import { imageId, isImageId } from './image-id.ts';
import type { ImageStatus } from './image-record.ts';
import { smallPng } from './testing/images.ts';
import { useTable } from './testing/table.ts';
import type { Development } from './transitions.ts';

const table = useTable();
/** A catalog whose clock ticks once per call, so that creation times differ. */
const catalogOf = (start = 0) => {
  let tick = start;
  const { client, tableName } = table;
  return createCatalog({ client, tableName, now: () => new Date(tick++) });
};

const development: Development = {
  original: smallPng,
  placeholder: { dominantColour: '#336699', thumbHash: '' },
  fingerprint: { sha256: 'ab'.repeat(32), perceptualHash: '0123456789abcdef' },
  facts: {
    camera: 'Canon EOS R5',
    exposure: { seconds: 0.008 },
    keywords: ['sea'],
    contentCredentials: true,
  },
  variants: [],
  processingMs: 3,
};
const uniqueKey = () => `${randomUUID()}/photo.jpg`;

test('an id depends on the key alone and is safe in a URL', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (key) => {
      expect(imageId(key)).toBe(imageId(key));
      expect(isImageId(imageId(key))).toBe(true);
      expect(encodeURIComponent(imageId(key))).toBe(imageId(key));
    }),
  );
});

test('an image is pending, processing, ready', async () => {
  const catalog = catalogOf();
  const key = uniqueKey();
  const arrival = { key, version: 'A1', eTag: 'e' };
  const { id } = await catalog.announce(key, 'ada');
  expect(await catalog.get(id)).toMatchObject({ status: 'pending', owner: 'ada' });
  await catalog.begin(arrival);
  expect(await catalog.get(id)).toMatchObject({ status: 'processing', version: 'A1', owner: 'ada' });
  expect(await catalog.finish(arrival, development)).toBe(true);
  expect(await catalog.get(id)).toMatchObject({ status: 'ready', original: { width: 8 } });
});

test('the facts of a photo are kept, and an image without them is read', async () => {
  const catalog = catalogOf();
  const arrival = { key: uniqueKey(), version: 'A1', eTag: 'e' };
  await catalog.begin(arrival);
  const { facts, ...before } = development;
  await catalog.finish(arrival, before as Development); // as it was written before facts were read
  const old = await catalog.get(imageId(arrival.key));
  expect(old).toMatchObject({ status: 'ready', original: { width: 8 } });
  expect(old).not.toHaveProperty('facts');
  const again = await catalog.requestReprocess(imageId(arrival.key));
  await catalog.begin(again);
  await catalog.finish(again, development);
  expect((await catalog.get(imageId(arrival.key)))?.facts).toEqual(facts);
});

test('ten attempts at the same event may all begin, and only one of them finishes it', async () => {
  const catalog = catalogOf();
  const arrival = { key: uniqueKey(), version: 'A1', eTag: 'e' };
  const beginnings = await Promise.all(Array.from({ length: 10 }, () => catalog.begin(arrival)));
  expect(beginnings.every(({ outcome }) => outcome === 'current')).toBe(true);
  const finishes = await Promise.all(beginnings.map(() => catalog.finish(arrival, development)));
  expect(finishes.filter(Boolean)).toHaveLength(1);
  expect(await catalog.begin(arrival)).toMatchObject({ outcome: 'decided' });
});

test('a late event finds that a newer one owns the image, and a late removal removes nothing', async () => {
  const catalog = catalogOf();
  const key = uniqueKey();
  await catalog.begin({ key, version: 'B2', eTag: 'new' });
  expect(await catalog.begin({ key, version: 'A1', eTag: 'old' })).toMatchObject({ outcome: 'superseded' });
  expect(await catalog.finish({ key, version: 'A1', eTag: 'old' }, development)).toBe(false);
  expect(await catalog.remove({ key, version: 'A1' })).toBe(false);
  expect(await catalog.get(imageId(key))).toMatchObject({ version: 'B2', eTag: 'new' });
});

test('a removed image is gone, and its late events do not bring it back', async () => {
  const catalog = catalogOf();
  const key = uniqueKey();
  await catalog.begin({ key, version: 'A1', eTag: 'e' });
  expect(await catalog.remove({ key, version: 'B2' })).toBe(true);
  expect(await catalog.get(imageId(key))).toBeUndefined();
  expect(await catalog.begin({ key, version: 'A1', eTag: 'e' })).toMatchObject({ outcome: 'superseded' });
  await expect(catalog.requestReprocess(imageId(key))).rejects.toMatchObject({ code: 'ImageNotFound' });
});

test('an announced image cannot be reprocessed before it is uploaded, and can be withdrawn until then', async () => {
  const catalog = catalogOf();
  const { id, key } = await catalog.announce(uniqueKey());
  await expect(catalog.requestReprocess(id)).rejects.toMatchObject({ code: 'NotUploaded' });
  const other = await catalog.announce(uniqueKey());
  await catalog.withdraw(other.id);
  expect(await catalog.get(other.id)).toBeUndefined();
  await catalog.begin({ key, version: 'A1', eTag: 'e' });
  await catalog.withdraw(id);
  expect(await catalog.get(id)).toMatchObject({ status: 'processing' });
});

test('the form of a deleted image creates no image, and a put at its key does', async () => {
  const catalog = catalogOf();
  const { id, key } = await catalog.announce(uniqueKey(), 'ada');
  await catalog.seal(id);
  await catalog.withdraw(id);
  const arrival = { key, version: 'A1', eTag: 'e' };
  const byForm = { at: new Date(1000) };
  expect(await catalog.begin({ ...arrival, byForm })).toMatchObject({ outcome: 'sealed' });
  expect(await catalog.get(id)).toBeUndefined();
  expect(await catalog.begin(arrival)).toMatchObject({ outcome: 'current' });
  expect(await catalog.begin({ ...arrival, version: 'B2', byForm })).toMatchObject({ outcome: 'sealed' });
  expect(await catalog.get(id)).toMatchObject({ status: 'processing', version: 'A1', owner: 'ada' });
});

test('pages of any size list every image once, newest first, by owner and by status', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.constantFrom<ImageStatus>('pending', 'processing', 'ready', 'failed'), { maxLength: 12 }),
      fc.integer({ min: 1, max: 5 }),
      async (statuses, limit) => {
        const owner = randomUUID();
        const catalog = catalogOf();
        const made: { id: string; status: ImageStatus }[] = [];
        for (const status of statuses) {
          const { id, key } = await catalog.announce(uniqueKey(), owner);
          const arrival = { key, version: 'A1', eTag: 'e' };
          if (status !== 'pending') await catalog.begin(arrival);
          if (status === 'ready') await catalog.finish(arrival, development);
          if (status === 'failed') await catalog.fail(arrival, { code: 'Corrupt', reason: 'damaged' });
          made.unshift({ id, status });
        }
        const all = async (status?: ImageStatus) => {
          const ids: string[] = [];
          let cursor: string | undefined;
          do {
            const page = await catalog.list({
              owner,
              limit,
              ...(status && { status }),
              ...(cursor && { cursor }),
            });
            expect(page.images.length).toBeLessThanOrEqual(limit);
            ids.push(...page.images.map(({ id }) => id));
            cursor = page.cursor;
          } while (cursor !== undefined);
          return ids;
        };
        expect(await all()).toEqual(made.map(({ id }) => id));
        const ready = made.filter(({ status }) => status === 'ready');
        expect(await all('ready')).toEqual(ready.map(({ id }) => id));
      },
    ),
    { numRuns: 25 },
  );
});

test('a page is complete even if its images fill more than the megabyte that DynamoDB reads at once', async () => {
  const catalog = catalogOf();
  const owner = randomUUID();
  const variants = Array.from({ length: 300 }, (_, n) => ({
    preset: `preset-${n}`,
    format: 'webp',
    contentType: 'image/webp',
    width: 1,
    height: 1,
    bytes: 1,
    key: `${'x'.repeat(200)}${n}`,
  }));
  for (let n = 0; n < 15; n++) {
    const { key } = await catalog.announce(uniqueKey(), owner);
    const arrival = { key, version: 'A1', eTag: 'e' };
    await catalog.begin(arrival);
    await catalog.finish(arrival, { ...development, variants });
  }
  expect((await catalog.list({ owner, status: 'ready', limit: 15 })).images).toHaveLength(15);
});

test('a cursor that no page returned is refused', async () => {
  const catalog = catalogOf();
  await fc.assert(
    fc.asyncProperty(fc.string(), async (cursor) => {
      await expect(catalog.list({ limit: 1, cursor })).rejects.toMatchObject({ code: 'InvalidCursor' });
    }),
  );
});
