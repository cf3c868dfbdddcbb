import { randomUUID } from 'node:crypto';
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  ScanCommand,
} from '@aws-sdk/lib-dynamodb';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { ImageState } from '../image-record.ts';
import { tableSchema } from '../schema.ts';
import { Death, dyingAfter, heldBefore, overtaken, withSend } from '../testing/clients.ts';
import { putState, ready, stateOf, sumOf } from '../testing/images.ts';
import { useTable } from '../testing/table.ts';
import { type Amounts, add, amounts, totals } from './amounts.ts';
import { createLedger } from './ledger.ts';
import { recount } from './recount.ts';
import { keys, type Owner, parseTotals } from './rows.ts';

const table = useTable();
const imagesPerRun = 3;
const now = () => new Date();

/** The table's client. Each of its requests waits until the scheduler lets it pass; a scan sees two rows at a time. */
function scheduled(scheduler: fc.Scheduler): DynamoDBDocumentClient {
  const answered = scheduler.scheduleFunction(
    async (command: Parameters<DynamoDBDocumentClient['send']>[0]) => {
      if (command instanceof ScanCommand) command.input.Limit = 2;
      return Promise.allSettled([table.client.send(command)]);
    },
  );
  return withSend(table.client, async (command) => {
    const [answer] = await answered(command);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
}

async function emptyTable(): Promise<void> {
  const { client, tableName: TableName } = table;
  const { Items = [] } = await client.send(new ScanCommand({ TableName }));
  for (const { pk } of Items) await client.send(new DeleteCommand({ TableName, Key: { pk } }));
}

async function sumOfTotals(owner: string): Promise<Amounts> {
  const Key = { [tableSchema.partitionKey]: keys.totals(owner) };
  const { Item = {} } = await table.client.send(new GetCommand({ TableName: table.tableName, Key }));
  const { counted, carried } = parseTotals(Item);
  return add(counted, carried);
}

afterEach(emptyTable);

const wrong = fc.record({
  amounts: fc
    .array(fc.integer({ min: -50, max: 50 }), { minLength: totals.length, maxLength: totals.length })
    .map((numbers) => amounts((total) => numbers[totals.indexOf(total)] ?? 0)),
  generation: fc.option(fc.constant('some'), { nil: undefined }),
});

const change = fc.record({
  image: fc.nat({ max: imagesPerRun - 1 }),
  state: stateOf({ id: '', owner: '' }),
  /** Whether the stream delivers its change. */
  isTold: fc.boolean(),
});

test('a recount during changes and another recount counts every image once, and drops what was wrong', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(change, { minLength: 1, maxLength: 8 }),
      fc.option(wrong, { nil: undefined }),
      // After how many requests each recount dies.
      fc.array(fc.option(fc.nat({ max: 20 }), { nil: undefined }), { minLength: 1, maxLength: 2 }),
      async (scheduler, changes, drift, deaths) => {
        const owner = randomUUID();
        const ids = Array.from({ length: imagesPerRun }, () => randomUUID());
        const { tableName } = table;
        if (drift) {
          const Item = { [tableSchema.partitionKey]: keys.totals(owner), ...drift.amounts };
          const { generation } = drift;
          await table.client.send(
            new PutCommand({ TableName: tableName, Item: { ...Item, ...(generation && { generation }) } }),
          );
        }
        const client = scheduled(scheduler);
        const states = new Map<string, ImageState | undefined>();
        const untold = new Set<string>();

        async function change(): Promise<void> {
          const told: Promise<void>[] = [];
          for (const { image, state, isTold } of changes) {
            const id = ids[image] ?? '';
            const next = state && { ...state, id, owner };
            await putState(client, tableName, id, next);
            states.set(id, next);
            untold.add(id);
            if (!isTold) continue;
            untold.delete(id);
            told.push(createLedger({ client, tableName, now }).settle([{ id, announced: [] }]));
          }
          await Promise.all(told);
        }
        const recountUntil = async (death: number | undefined): Promise<Owner[]> => {
          const mortal = death === undefined ? client : dyingAfter(client, death);
          const ledger = createLedger({ client: mortal, tableName, now });
          return recount({ client: mortal, tableName, ledger }, [owner]).catch((error) => {
            if (error instanceof Death) return [];
            throw error;
          });
        };

        const work = Promise.all([Promise.all(deaths.map(recountUntil)), change()]);
        await scheduler.waitFor(work);
        const [answers] = await work;
        await createLedger({ client: table.client, tableName, now }).settle(
          [...untold].map((id) => ({ id, announced: [] })), // as verify --repair does
        );

        const isRight = answers.some((owners) => owners.includes(owner));
        const right = sumOf([...states.values()]);
        expect(await sumOfTotals(owner)).toEqual(isRight || !drift ? right : add(right, drift.amounts));
        if (deaths.length === 1 && deaths[0] === undefined) expect(isRight).toBe(true);
      },
    ),
    { numRuns: Number(process.env.DARKROOM_INTERLEAVINGS ?? 25) },
  );
}, 600_000);

/** An owner with two images, one of which is about to change and be settled. */
async function changingImage({ isCounted }: { isCounted: boolean }) {
  const { client, tableName } = table;
  const [id, other, owner] = [randomUUID(), randomUUID(), randomUUID()];
  const settle = (through = client, ids = [id]) =>
    createLedger({ client: through, tableName, now }).settle(
      ids.map((each) => ({ id: each, announced: [] })),
    );
  const count = (through = client) =>
    recount({ client: through, tableName, ledger: createLedger({ client: through, tableName, now }) }, [
      owner,
    ]);
  await putState(client, tableName, other, ready(other, owner));
  if (isCounted) await putState(client, tableName, id, ready(id, owner));
  await settle(client, [id, other]);
  const next = isCounted ? undefined : ready(id, owner);
  const change = () => putState(client, tableName, id, next);
  return { change, settle, count, right: sumOf([next, ready(other, owner)]), sum: () => sumOfTotals(owner) };
}

const requests = [1, 2, 3, 4, 5, 6, 7];
describe.each([{ isCounted: true }, { isCounted: false }])(
  'an image that was counted before: $isCounted',
  (image) => {
    const pairs = requests.slice(0, 4).flatMap((at) => requests.map((held) => ({ at, held })));
    test.each(pairs)(
      'is counted right when a recount overtakes its settlement before request $at, and goes on from its own request $held afterwards',
      async ({ at, held }) => {
        const { change, settle, count, right, sum } = await changingImage(image);
        await change();
        const gate = heldBefore(table.client, held);
        const running: Promise<unknown>[] = [];
        const overtake = async () => {
          running.push(count(gate.client));
          await Promise.race([gate.reached, ...running]);
        };
        await settle(overtaken(table.client, at, overtake));
        gate.open();
        await Promise.all(running);
        expect(await sum()).toEqual(right);
        await count();
        expect(await sum()).toEqual(right);
      },
    );

    test.each(requests)(
      'is counted right when its settlement overtakes a recount before request %i',
      async (at) => {
        const { change, settle, count, right, sum } = await changingImage(image);
        await count(overtaken(table.client, at, () => change().then(() => settle())));
        await settle(); // where the recount had ended before
        expect(await sum()).toEqual(right);
        await count();
        expect(await sum()).toEqual(right);
      },
    );

    test.each(requests)(
      'is counted right by the next recount when one has died after %i requests',
      async (at) => {
        const { change, settle, count, right, sum } = await changingImage(image);
        await count(dyingAfter(table.client, at)).catch(() => {});
        await change();
        await settle();
        expect(await sum()).toEqual(right);
        await count();
        expect(await sum()).toEqual(right);
      },
    );
  },
);

/** For an image without an entry. */
test.each([
  {
    generation: undefined,
    announced: 'ready A1',
    title: 'in totals older than the ledger, counts as announced',
  },
  { generation: 'some', announced: undefined, title: 'in totals with a ledger, is still to be announced' },
])('an image without an entry, $title by a recount', async ({ generation, announced }) => {
  const [id, owner] = [randomUUID(), randomUUID()];
  const { client, tableName } = table;
  await putState(client, tableName, id, ready(id, owner));
  const Item = {
    [tableSchema.partitionKey]: keys.totals(owner),
    images: 1,
    ...(generation && { generation }),
  };
  await client.send(new PutCommand({ TableName: tableName, Item }));
  await recount({ client, tableName, ledger: createLedger({ client, tableName, now }) }, [owner]);
  expect(await sumOfTotals(owner)).toEqual(sumOf([ready(id, owner)]));
  const Key = { [tableSchema.partitionKey]: keys.entry(id) };
  const { Item: entry } = await client.send(new GetCommand({ TableName: tableName, Key }));
  expect(entry?.announced).toBe(announced);
});
