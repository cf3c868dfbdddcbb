import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

let stack: EmbeddedStack;
let operator: Operator;
beforeAll(async () => {
  stack = await startEmbeddedStack();
  operator = operatorOf(stack.target);
});
afterAll(() => stack.close());

const statsSchema = z.object({ byStatus: z.object({ ready: z.number() }) });
const publishedSchema = z.object({ records: z.number(), changes: z.number() });

async function readyImages(): Promise<number> {
  return statsSchema.parse(await (await fetch(`${stack.target.apiUrl}/stats`)).json()).byStatus.ready;
}

/** What publish-changes says of each of its invocations. */
async function invocations() {
  const { events = [] } = await stack.local.client(CloudWatchLogsClient).send(
    new FilterLogEventsCommand({
      logGroupName: `/aws/lambda/${stack.target.publishChangesFunction}`,
      filterPattern: '"Published"',
    }),
  );
  return events.map(({ message }) => publishedSchema.parse(JSON.parse(message ?? '')));
}

test('what publish-changes writes into the table does not invoke it again', async () => {
  const original = await photo(64, 48);
  const keys = Array.from({ length: 8 }, (_, index) => `${index}.jpg`);
  await Promise.all(keys.map((key) => operator.upload(key, original)));
  await expect.poll(readyImages).toBe(keys.length);
  await operator.upload('witness.jpg', original); // in the stream behind whatever was written until now
  await expect.poll(readyImages).toBe(keys.length + 1);

  const published = await invocations();
  expect(published.length).toBeGreaterThan(0);
  for (const { records, changes } of published) expect(changes).toBe(records);
});
