import { randomUUID } from 'node:crypto';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createCounters, type ImageChange } from './counters.ts';
import { type ImageRecord, type ImageStatus, imageStatuses } from './image-record.ts';
import { useTable } from './testing/table.ts';

const table = useTable();
const counters = () =>
  createCounters({ client: table.client, tableName: table.tableName, now: () => new Date() });

interface Model {
  readonly status: ImageStatus;
  readonly bytes: number;
  readonly variants: readonly number[];
}
/** Undefined: not there, or deleted. */
type State = Model | undefined;

const state: fc.Arbitrary<State> = fc.option(
  fc.record({
    status: fc.constantFrom(...imageStatuses),
    bytes: fc.integer({ min: 1, max: 1000 }),
    variants: fc.array(fc.integer({ min: 1, max: 100 }), { maxLength: 3 }),
  }),
  { nil: undefined },
);

function record(owner: string, model: State): ImageRecord | undefined {
  if (!model) return undefined;
  const at = '2026-01-01T00:00:00.000Z';
  const common = { width: 1, height: 1, format: 'webp' };
  return {
    id: randomUUID(),
    key: 'photo.jpg',
    status: model.status,
    version: 'A1',
    owner,
    createdAt: at,
    updatedAt: at,
    original: { ...common, pages: 1, hasAlpha: false, colourSpace: 'srgb', bytes: model.bytes },
    variants: model.variants.map((bytes, n) => ({
      ...common,
      contentType: 'image/webp',
      preset: `p${n}`,
      key: `k${n}`,
      bytes,
    })),
  };
}

/** The changes of one image that goes through these states, as its stream tells them. */
function changesOf(owner: string, states: readonly State[]): ImageChange[] {
  const records = [undefined, ...states.map((model) => record(owner, model))];
  return records.slice(1).map((after, index) => {
    const before = records[index];
    return { eventId: randomUUID(), ...(before && { before }), ...(after && { after }) };
  });
}

test('totals are those of the images as they are, however the stream is cut into batches and replayed', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(state, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
      fc.infiniteStream(fc.nat()),
      async (histories, random) => {
        const owner = randomUUID();
        const changes = histories.flatMap((states) => changesOf(owner, states));
        for (let from = 0; from < changes.length; ) {
          const to = from + 1 + ((random.next().value ?? 0) % 4);
          await counters().apply(changes.slice(from, to));
          // The invocation may fail after it: Lambda delivers from an earlier record on, again.
          from = (random.next().value ?? 0) % 4 === 0 ? Math.max(0, from - 2) : to;
        }
        await Promise.all(
          [counters().apply(changes), counters().apply(changes)].map((each) => each.catch(() => {})),
        );

        const last = histories.flatMap((states) => states.at(-1) ?? []);
        const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);
        expect(await counters().read(owner)).toEqual({
          images: last.length,
          variants: sum(last.map(({ variants }) => variants.length)),
          bytesIn: sum(last.map(({ bytes }) => bytes)),
          bytesOut: sum(last.flatMap(({ variants }) => variants)),
          byStatus: Object.fromEntries(
            imageStatuses.map((status) => [status, last.filter((image) => image.status === status).length]),
          ),
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('more changes than fit into one transaction are counted', async () => {
  const owner = randomUUID();
  const ready: State = { status: 'ready', bytes: 1, variants: [] };
  await counters().apply(Array.from({ length: 130 }, () => changesOf(owner, [ready])).flat());
  expect(await counters().read(owner)).toMatchObject({ images: 130, bytesIn: 130 });
});

test('a change is known as counted for longer than the day in which the stream may repeat it', async () => {
  const changes = changesOf(randomUUID(), [{ status: 'ready', bytes: 1, variants: [] }]);
  const { client, tableName } = table;
  const at = new Date('2026-01-01T00:00:00Z');
  await createCounters({ client, tableName, now: () => at }).apply(changes);
  const { Item } = await client.send(
    new GetCommand({ TableName: tableName, Key: { pk: `counted#${changes[0]?.eventId}` } }),
  );
  expect(Item?.expiresAt).toBeGreaterThan(at.getTime() / 1000 + 86_400);
});
