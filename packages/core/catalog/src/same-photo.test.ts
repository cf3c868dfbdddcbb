import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createCatalog } from './catalog.ts';
import { furthestDistance } from './likeness.ts';
import { smallPng } from './testing/images.ts';
import { useTable } from './testing/table.ts';
import type { Development } from './transitions.ts';

const table = useTable();
let tick = 0;
/** Its clock ticks once per call, so that creation times differ. */
const catalogOf = () =>
  createCatalog({ client: table.client, tableName: table.tableName, now: () => new Date(tick++) });

const madeWith = (perceptualHash: string | undefined, sha256: string = randomUUID()) => ({
  original: smallPng,
  placeholder: { dominantColour: '#336699', thumbHash: '' },
  facts: {},
  fingerprint: { sha256, ...(perceptualHash !== undefined && { perceptualHash }) },
  variants: [],
  processingMs: 3,
});

/** A ready image of an owner, with this hash. */
async function imageOf(owner: string, perceptualHash: string | undefined, sha256?: string) {
  const catalog = catalogOf();
  const { id, key } = await catalog.announce(`${randomUUID()}/photo.jpg`, owner);
  const arrival = { key, version: 'A1', eTag: 'e' };
  await catalog.begin(arrival);
  await catalog.finish(arrival, madeWith(perceptualHash, sha256));
  return { id, key };
}

async function nearIds(id: string, owner: string, distance = furthestDistance, limit = 100) {
  const image = await catalogOf().get(id);
  if (!image) throw new Error('The image is gone.');
  return (await catalogOf().near(image, { owner, distance, limit })).map((neighbour) => neighbour.image.id);
}

const hashText = fc
  .bigInt({ min: 0n, max: 2n ** 64n - 1n })
  .map((value) => value.toString(16).padStart(16, '0'));
const flip = (hash: string, positions: readonly number[]) =>
  positions
    .reduce((value, at) => value ^ (1n << BigInt(at)), BigInt(`0x${hash}`))
    .toString(16)
    .padStart(16, '0');

test('a search finds exactly the images within its distance, nearest first, and not the image itself', async () => {
  await fc.assert(
    fc.asyncProperty(
      hashText,
      fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 63 }), { maxLength: 15 }), { maxLength: 6 }),
      fc.integer({ min: 0, max: furthestDistance }),
      async (hash, flips, distance) => {
        const owner = randomUUID();
        const { id } = await imageOf(owner, hash);
        const others = await Promise.all(
          flips.map(async (positions) => ({
            ...(await imageOf(owner, flip(hash, positions))),
            far: positions.length,
          })),
        );
        const expected = others.filter(({ far }) => far <= distance);
        const found = await nearIds(id, owner, distance);
        expect(found.toSorted()).toEqual(expected.map((other) => other.id).sort());
        const distances = found.map((each) => others.find((other) => other.id === each)?.far ?? 0);
        expect(distances).toEqual(distances.toSorted((a, b) => a - b));
      },
    ),
    { numRuns: 8 },
  );
});

test('a limit keeps the nearest', async () => {
  const owner = randomUUID();
  const { id } = await imageOf(owner, '0000000000000000');
  const far = await imageOf(owner, '000000000000003f');
  const near = await imageOf(owner, '0000000000000001');
  expect(await nearIds(id, owner, 11, 1)).toEqual([near.id]);
  expect(await nearIds(id, owner, 11, 2)).toEqual([near.id, far.id]);
});

test("nobody finds another's images, nor those of nobody", async () => {
  const [ada, ben, hash] = [randomUUID(), randomUUID(), 'a5a5a5a5a5a5a5a5'];
  const { id } = await imageOf(ada, hash);
  await imageOf(ben, hash);
  const key = `${randomUUID()}/photo.jpg`;
  await catalogOf().begin({ key, version: 'A1', eTag: 'e' });
  await catalogOf().finish({ key, version: 'A1', eTag: 'e' }, madeWith(hash));
  expect(await nearIds(id, ada)).toEqual([]);
});

test('an image is found by what it shows now: not once it is replaced, failed or deleted, and by a reprocess again', async () => {
  const catalog = catalogOf();
  const [owner, hash, other] = [randomUUID(), '0123456789abcdef', 'f0f0f0f0f0f0f0f0'];
  const { id } = await imageOf(owner, hash);
  const { id: twin } = await imageOf(owner, other);
  const { id: changing, key } = await imageOf(owner, hash);
  expect(await nearIds(id, owner)).toEqual([changing]);

  const replacement = { key, version: 'B2', eTag: 'f' };
  await catalog.begin(replacement);
  expect(await nearIds(id, owner)).toEqual([changing]); // what pages show meanwhile
  await catalog.finish(replacement, madeWith(other));
  expect(await nearIds(id, owner)).toEqual([]);
  expect(await nearIds(twin, owner)).toEqual([changing]);

  const broken = { key, version: 'C3', eTag: 'g' };
  await catalog.begin(broken);
  await catalog.fail(broken, { code: 'Corrupt', reason: 'Cut off.' });
  expect(await nearIds(twin, owner)).toEqual([]);

  const reprocess = { ...broken, version: 'C3-0001' };
  await catalog.begin(reprocess);
  await catalog.finish(reprocess, madeWith(hash));
  await catalog.finish(replacement, madeWith(other)); // a late attempt
  expect(await nearIds(id, owner)).toEqual([changing]);

  await catalog.remove({ key, version: 'D4' });
  await catalog.finish(reprocess, madeWith(hash));
  expect(await nearIds(id, owner)).toEqual([]);
});

test('an image without a hash is near nothing, and says why', async () => {
  const owner = randomUUID();
  const { id } = await imageOf(owner, undefined);
  await expect(nearIds(id, owner)).rejects.toMatchObject({ code: 'NotComparable' });
});

test('an image that an older release processed is found once it is processed again', async () => {
  const catalog = catalogOf();
  const [owner, hash] = [randomUUID(), '0123456789abcdef'];
  const { id } = await imageOf(owner, hash);
  const { id: old, key } = await catalog.announce(`${randomUUID()}/photo.jpg`, owner);
  const arrival = { key, version: 'A1', eTag: 'e' };
  await catalog.begin(arrival);
  const now: Development = madeWith(hash);
  const { fingerprint: _, ...before } = now;
  await catalog.finish(arrival, before as Development);
  expect(await nearIds(id, owner)).toEqual([]);
  await expect(nearIds(old, owner)).rejects.toMatchObject({ code: 'NotComparable' });

  const { version } = await catalog.requestReprocess(old);
  await catalog.begin({ ...arrival, version });
  await catalog.finish({ ...arrival, version }, madeWith(hash));
  expect(await nearIds(id, owner)).toEqual([old]);
});

test("bytes are found by their hash: the owner's oldest ready image that has them, as long as it has", async () => {
  const catalog = catalogOf();
  const [owner, sha256] = [randomUUID(), randomUUID()];
  const withBytes = async () => (await catalog.withBytes(owner, sha256))?.id;
  await imageOf(randomUUID(), undefined, sha256);
  expect(await withBytes()).toBeUndefined();
  const first = await imageOf(owner, undefined, sha256);
  const second = await imageOf(owner, undefined, sha256);
  const third = await imageOf(owner, undefined, sha256);
  expect(await withBytes()).toBe(first.id);

  await catalog.begin({ key: first.key, version: 'B2', eTag: 'f' }); // replaced by other bytes
  expect(await withBytes()).toBe(second.id);
  await catalog.seal(second.id); // about to be deleted
  expect(await withBytes()).toBe(third.id);
  await catalog.remove({ key: third.key, version: 'B2' });
  expect(await withBytes()).toBeUndefined();
});

test('among very many images of the same bytes, one is read to name the oldest', async () => {
  const [owner, sha256] = [randomUUID(), randomUUID()];
  for (let n = 0; n < 3; n++) await imageOf(owner, undefined, sha256);
  const counted: unknown[] = [];
  table.client.middlewareStack.add(
    (next) => async (call) => {
      const answer = await next(call);
      if ('Count' in Object(answer.output)) counted.push(Reflect.get(Object(answer.output), 'Count'));
      return answer;
    },
    { name: 'counted', step: 'initialize' },
  );
  onTestFinished(() => void table.client.middlewareStack.remove('counted'));
  const { id } = await imageOf(owner, undefined, sha256);
  const image = await catalogOf().get(id);
  if (!image) throw new Error('The image is gone.');
  expect(await catalogOf().olderWithBytes(image, sha256)).toBeDefined();
  expect(counted).toEqual([1]);
});

test('of images of the same bytes, the younger ones are duplicates of the oldest, in whatever order they are processed again', async () => {
  const catalog = catalogOf();
  const [owner, sha256] = [randomUUID(), randomUUID()];
  const images = [];
  for (let n = 0; n < 3; n++) images.push(await imageOf(owner, undefined, sha256));
  const [first] = images;
  for (const { id } of images.toReversed()) {
    const image = await catalog.get(id);
    if (!image) throw new Error('The image is gone.');
    expect(await catalog.olderWithBytes(image, sha256)).toBe(id === first?.id ? undefined : first?.id);
    expect(await catalog.olderWithBytes({ ...image, owner: randomUUID() }, sha256)).toBeUndefined();
  }
});
