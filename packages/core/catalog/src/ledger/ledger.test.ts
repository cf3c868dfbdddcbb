import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ImageState } from '../image-record.ts';
import { tableSchema } from '../schema.ts';
import { overtaken } from '../testing/clients.ts';
import { putState, ready, stateOf, sumOf } from '../testing/images.ts';
import { useTable } from '../testing/table.ts';
import { forgetTotals } from './forget-totals.ts';
import { createLedger } from './ledger.ts';
import { keys } from './rows.ts';
import { readStatistics } from './statistics.ts';

const table = useTable();
const ledger = (now = () => new Date()) =>
  createLedger({ client: table.client, tableName: table.tableName, now });
const statistics = (owner?: string) => readStatistics(table.client, table.tableName, owner);

const write = (id: string, state: ImageState | undefined) =>
  putState(table.client, table.tableName, id, state);

const statisticsOf = (states: readonly (ImageState | undefined)[]) => {
  const { pending, processing, ready, failed, ...rest } = sumOf(states);
  return { ...rest, byStatus: { pending, processing, ready, failed }, changes: expect.any(Number) };
};

test('totals match the current images, whichever changes are delivered late, twice or never', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(stateOf({ id: '', owner: '' }), { minLength: 1, maxLength: 4 }), {
        minLength: 1,
        maxLength: 5,
      }),
      fc.array(fc.nat({ max: 4 }), { maxLength: 8 }),
      async (histories, told) => {
        const owner = randomUUID();
        const images = histories.map((states) => {
          const id = randomUUID();
          return { id, states: states.map((state) => state && { ...state, id, owner }) };
        });
        const settle = (...each: typeof images) =>
          ledger().settle(each.map(({ id }) => ({ id, announced: [] })));
        for (const image of images) {
          for (const state of image.states) {
            await write(image.id, state);
            const other = images[told.pop() ?? 5];
            if (other) await settle(other, other);
          }
        }
        await Promise.all([settle(...images), settle(...images, ...images)]);
        expect(await statistics(owner)).toEqual(statisticsOf(images.map(({ states }) => states.at(-1))));
      },
    ),
    { numRuns: 40 },
  );
});

test('a change that moves no total is seen too: the number of changes grows', async () => {
  const [id, owner] = [randomUUID(), randomUUID()];
  const image = { ...ready(id, owner), id, owner };
  const settle = () => ledger().settle([{ id, announced: [] }]);
  await write(id, image);
  await settle();
  const { changes, ...totals } = await statistics(owner);
  await write(id, { ...image, alt: 'A dog' });
  await settle();
  const next = await statistics(owner);
  expect(next).toMatchObject(totals);
  expect(next.changes).toBeGreaterThan(changes);
});

const before = ready('', '');
const after: (ImageState | undefined)[] = [
  { ...before, status: 'failed' } as ImageState,
  { id: '', key: 'a.jpg', owner: '', status: 'deleted', version: 'A1', expiresAt: 4_000_000_000 },
  undefined,
];
const cases = after.flatMap((last) =>
  [1, 2, 3, 4].flatMap((at) => [false, true].map((isCounted) => ({ at, last, isCounted }))),
);

test.each(cases)(
  'a settlement overtaken before request $at writes nothing older (counted before: $isCounted, then $last.status)',
  async ({ at, last, isCounted }) => {
    const [id, owner] = [randomUUID(), randomUUID()];
    const { tableName } = table;
    const now = () => new Date();
    const settlements = [{ id, announced: [] }];
    const next = last && { ...last, id, owner };
    if (isCounted) {
      await write(id, next);
      await ledger().settle(settlements);
    }
    await write(id, { ...before, id, owner } as ImageState);
    const client = overtaken(table.client, at, async () => {
      await write(id, next);
      await ledger().settle(settlements);
    });
    await createLedger({ client, tableName, now }).settle(settlements);
    expect(await statistics(owner)).toEqual(statisticsOf([next]));
  },
);

test('more images than fit into one transaction are counted', async () => {
  const owner = randomUUID();
  const ids = Array.from({ length: 130 }, () => randomUUID());
  await Promise.all(ids.map((id) => write(id, ready(id, owner))));
  await ledger().settle(ids.map((id) => ({ id, announced: [] })));
  expect(await statistics(owner)).toMatchObject({ images: 130, byStatus: { ready: 130 } });
});

test('a row that is not an image counts as nothing, and the others are still counted', async () => {
  const owner = randomUUID();
  const [good, bad] = [randomUUID(), randomUUID()];
  await write(good, ready(good, owner));
  await write(bad, { ...ready(bad, owner), status: 'strange' } as unknown as ImageState);
  await ledger().settle([good, bad].map((id) => ({ id, announced: [] })));
  expect(await statistics(owner)).toMatchObject({ images: 1 });
});

test("only the announcement of the image's current outcome is remembered", async () => {
  const id = randomUUID();
  const announcedOf = async () => {
    const Key = { [tableSchema.partitionKey]: keys.entry(id) };
    return (await table.client.send(new GetCommand({ TableName: table.tableName, Key }))).Item?.announced;
  };
  const owner = randomUUID();
  await write(id, ready(id, owner));
  await ledger().settle([{ id, announced: [] }]);
  expect(await announcedOf()).toBeUndefined();
  await ledger().settle([{ id, announced: ['ready A1'] }]);
  expect(await announcedOf()).toBe('ready A1');
  await write(id, { ...ready(id, owner), version: 'B2' } as ImageState);
  await ledger().settle([{ id, announced: ['ready A1'] }]); // a replay
  expect(await announcedOf()).toBe('ready A1');
  await ledger().settle([{ id, announced: ['ready A1', 'ready B2'] }]);
  expect(await announcedOf()).toBe('ready B2');
});

test('the entry of a deleted image expires after its tombstone', async () => {
  const id = randomUUID();
  const expiresAt = 4_000_000_000;
  await write(id, { id, key: 'a.jpg', status: 'deleted', version: 'A1', expiresAt });
  await ledger().settle([{ id, announced: ['deleted A1'] }]);
  const Key = { [tableSchema.partitionKey]: keys.entry(id) };
  const { Item } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
  expect(Item?.expiresAt).toBeGreaterThan(expiresAt);
});

test('totals are never shown as negative', async () => {
  const owner = randomUUID();
  const Item = { [tableSchema.partitionKey]: keys.totals(owner), images: -3, variants: 2, ready: -1 };
  await table.client.send(new PutCommand({ TableName: table.tableName, Item }));
  expect(await statistics(owner)).toEqual({ ...statisticsOf([]), variants: 2 });
});

test('totals are forgotten only once they count nothing, and the next image counts as one', async () => {
  const [id, next, owner] = [randomUUID(), randomUUID(), randomUUID()];
  const forget = () => forgetTotals(table.client, table.tableName, owner);
  const settle = (image: string) => ledger().settle([{ id: image, announced: [] }]);
  await write(id, { ...ready(id, owner), id, owner });
  await settle(id);
  expect(await forget()).toBe(false);
  await write(id, undefined);
  expect(await forget()).toBe(false); // its change is still on its way
  await settle(id);
  expect([await forget(), await forget()]).toEqual([true, true]);
  await settle(id);
  await write(next, { ...ready(next, owner), id: next, owner });
  await settle(next);
  expect(await statistics(owner)).toMatchObject({ images: 1, byStatus: { ready: 1 } });
});
