import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { imageId } from '@darkroom/catalog';
import { builtConfig } from '@darkroom/infra';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { filesOfPhoto } from '../files-of-photo.ts';
import { photo, uniqueKey } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

const runs = Number(process.env.DARKROOM_ORDER_RUNS ?? 25);

/** What S3 would have delivered, held back until the test delivers it: later, twice, in another order. */
const held: { key: string; deliver: () => Promise<void> }[] = [];
let stack: EmbeddedStack;
let operator: Operator;
let logs: CloudWatchLogsClient;
let contents: Record<'photo' | 'other' | 'notes', Buffer>;

async function start(mode: 'direct' | 'queue'): Promise<void> {
  held.length = 0;
  const queue = { intake: { mode: 'queue', maximumConcurrency: 4 } } as const;
  stack = await startEmbeddedStack({
    ...(mode === 'queue' && { config: { ...builtConfig(), ...queue } }),
    lambda: { concurrency: 6 },
    s3: {
      async onNotification({ key }, deliver) {
        held.push({ key, deliver });
      },
    },
  });
  operator = operatorOf(stack.target);
  logs = stack.local.client(CloudWatchLogsClient);
  contents = { photo: await photo(64, 48, 1), other: await photo(48, 64, 2), notes: Buffer.from('no image') };
}

const actions = fc.array(fc.constantFrom('photo', 'other', 'notes', 'delete'), {
  minLength: 1,
  maxLength: 5,
});
type Action = 'photo' | 'other' | 'notes' | 'delete';

async function act(key: string, action: Action): Promise<void> {
  if (action === 'delete') await operator.removeOriginal(key);
  else await operator.upload(key, contents[action]);
}

const wanted: Record<Action, unknown> = {
  photo: { status: 'ready', width: 64, files: filesOfPhoto },
  other: { status: 'ready', width: 48, files: filesOfPhoto },
  notes: { status: 'failed', files: 0 },
  delete: { status: 'gone', files: 0 },
};

const imageSchema = z.object({
  status: z.string(),
  width: z.number().optional(),
  variants: z.array(z.unknown()),
});

/** The catalog's word, and how many variants the bucket holds of the image. */
async function stateOf(key: string) {
  const id = imageId(key);
  const response = await fetch(`${stack.target.apiUrl}/images/${id}`);
  const image = response.status === 404 ? undefined : imageSchema.parse(await response.json());
  const stored = await operator.keysIn(stack.target.variantsBucket, `${id}/`);
  return {
    status: image?.status ?? 'gone',
    files: stored.length,
    ...(image?.status === 'ready' && { width: image.width }),
  };
}

async function finishedInvocations(): Promise<number> {
  let count = 0;
  const query = {
    logGroupName: `/aws/lambda/${stack.target.processUploadFunction}`,
    filterPattern: '"REPORT RequestId"',
  };
  for await (const { events = [] } of paginateFilterLogEvents({ client: logs }, query))
    count += events.length;
  return count;
}

describe.each([
  { mode: 'direct', numRuns: runs },
  { mode: 'queue', numRuns: Math.ceil(runs / 3) },
] as const)('where the intake is $mode', ({ mode, numRuns }) => {
  beforeAll(() => start(mode));
  afterAll(() => stack.close());

  test('whatever the order and repetition of events, the newest object wins and no variant is left over', async () => {
    const outcomes: { key: string; last: Action }[] = [];
    let delivered = 0;
    await fc.assert(
      fc.asyncProperty(actions, fc.infiniteStream(fc.nat()), async (history, random) => {
        const key = uniqueKey('photo.jpg');
        const pick = (length: number) => random.next().value % length;
        const deliverOne = async () => {
          const mine = held.filter((notification) => notification.key === key);
          const chosen = mine[pick(mine.length)];
          if (!chosen) return;
          if (pick(3) > 0) held.splice(held.indexOf(chosen), 1); // else it comes a second time
          delivered++;
          await chosen.deliver();
        };
        for (const action of history) {
          await act(key, action as Action);
          if (pick(2) === 0) await deliverOne();
        }
        while (held.some((notification) => notification.key === key)) await deliverOne();

        const last = history.at(-1) as Action;
        await expect.poll(() => stateOf(key), { timeout: 30_000, interval: 50 }).toEqual(wanted[last]);
        outcomes.push({ key, last });
      }),
      { numRuns },
    );
    // Duplicates may still have been running when a state first looked right.
    await expect.poll(finishedInvocations, { timeout: 60_000 }).toBeGreaterThanOrEqual(delivered);
    for (const { key, last } of outcomes) expect(await stateOf(key)).toEqual(wanted[last]);
  }, 600_000);

  test.each(['upload', 'removal'])(
    'an image that is deleted before S3 has told of it stays deleted, when the %s is told first',
    async (first) => {
      const announced = await fetch(`${stack.target.apiUrl}/images`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          filename: 'photo.jpg',
          contentType: 'image/jpeg',
          bytes: contents.photo.length,
        }),
      });
      const { id, key } = z.object({ id: z.string(), key: z.string() }).parse(await announced.json());
      await operator.upload(key, contents.photo);
      const deleted = await fetch(`${stack.target.apiUrl}/images/${id}`, { method: 'DELETE' });
      expect(deleted.status).toBe(202);

      const finished = await finishedInvocations();
      const events = held.filter((notification) => notification.key === key);
      expect(events).toHaveLength(2);
      for (const { deliver } of first === 'upload' ? events : events.reverse()) await deliver();
      await expect.poll(finishedInvocations, { timeout: 30_000 }).toBe(finished + 2);
      expect(await stateOf(key)).toEqual(wanted.delete);
    },
  );
});
