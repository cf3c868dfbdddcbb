import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand,
  DeleteEventSourceMappingCommand,
  LambdaClient,
  ListEventSourceMappingsCommand,
} from '@aws-sdk/client-lambda';
import { imageId } from '@darkroom/catalog';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';
import { giveSecrets, type Receiver, receiver } from './receiver.ts';

let stack: EmbeddedStack;
let operator: Operator;
let shop: Receiver;
beforeAll(async () => {
  shop = await receiver(204);
  stack = await startEmbeddedStack({
    config: { presets: { thumb: { width: 32 } }, webhooks: [{ name: 'shop', url: shop.url }] },
  });
  operator = operatorOf(stack.target);
  await giveSecrets(stack, 'shop');
});
afterAll(async () => {
  await stack?.close();
  shop?.server.close();
});

const patience = { timeout: 150_000, interval: 2000 };
const statsSchema = z.object({ images: z.number(), byStatus: z.object({ ready: z.number() }) });
const publishedSchema = z.object({ records: z.number(), changes: z.number() });
const webhookSchema = z.object({ id: z.string(), type: z.string(), image: z.object({ key: z.string() }) });

async function totals() {
  return statsSchema.parse(await (await fetch(`${stack.target.apiUrl}/stats`)).json());
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

/** The webhooks about these images, by what receivers tell them apart by. */
function told(keys: readonly string[]): Set<string> {
  const events = shop.deliveries.map(({ body }) => webhookSchema.parse(JSON.parse(body)));
  const wanted = events.filter(({ image }) => keys.includes(image.key));
  return new Set(wanted.map(({ id, type, image }) => `${type} ${image.key} ${id}`));
}

test('what publish-changes writes into the table does not invoke it again', async () => {
  const original = await photo(64, 48);
  const keys = Array.from({ length: 8 }, (_, index) => `${index}.jpg`);
  await Promise.all(keys.map((key) => operator.upload(key, original)));
  await expect.poll(async () => (await totals()).byStatus.ready).toBe(keys.length);
  await operator.upload('witness.jpg', original); // in the stream behind whatever was written until now
  await expect.poll(async () => (await totals()).byStatus.ready).toBe(keys.length + 1);

  const published = await invocations();
  expect(published.length).toBeGreaterThan(0);
  for (const { records, changes } of published) expect(changes).toBe(records);
});

/** Runs `work` while nobody reads the table's stream, and has it read from there on. */
async function unread(work: () => Promise<void>): Promise<void> {
  const lambda = stack.local.client(LambdaClient);
  const FunctionName = stack.target.publishChangesFunction;
  const { EventSourceMappings: [mapping] = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName }),
  );
  const { UUID, EventSourceArn, FilterCriteria } = mapping ?? {};
  await lambda.send(new DeleteEventSourceMappingCommand({ UUID }));
  await work();
  const StartingPosition = 'LATEST';
  await lambda.send(
    new CreateEventSourceMappingCommand({ FunctionName, EventSourceArn, FilterCriteria, StartingPosition }),
  );
}

async function verify(...args: string[]): Promise<{ exitCode: number | null; findings: unknown[] }> {
  const run = operator.darkroom('verify', '--json', ...args);
  const exitCode = await run.ended;
  return { exitCode, findings: JSON.parse(run.output.stdout || '{}').findings };
}

test('what the stream has lost is named, and published by verify --repair beside live uploads: totals and webhooks', async () => {
  const original = await photo(64, 48);
  const before = await totals();
  await unread(async () => {
    await operator.upload('lost.jpg', original);
    await operator.removeOriginal('witness.jpg');
    await expect.poll(() => operator.listed('ready')).toContain('lost.jpg');
    await expect.poll(() => operator.listed('ready')).not.toContain('witness.jpg');
  });
  // As a gap from before there was a ledger has left them.
  const { TableName, pk } = { TableName: stack.target.tableName, pk: { S: 'stats#-' } };
  const { Item } = await operator.dynamodb.send(new GetItemCommand({ TableName, Key: { pk } }));
  await operator.dynamodb.send(
    new PutItemCommand({ TableName, Item: { ...Item, images: { N: '-7' }, changedAt: { N: '0' } } }),
  );
  expect(await totals()).toMatchObject({ images: 0 });
  expect(told(['lost.jpg', 'witness.jpg']).size).toBe(1);

  const missing = ['totals', 'webhooks'];
  const expected = [
    { kind: 'unpublished', key: 'lost.jpg', id: imageId('lost.jpg'), missing },
    { kind: 'unpublished', key: 'witness.jpg', id: imageId('witness.jpg'), missing },
    {
      kind: 'wrong-totals',
      totals: expect.objectContaining({ images: -7 }),
      counted: expect.objectContaining({ images: before.images }),
    },
  ];
  // Changes of the last minute are left alone.
  await expect.poll(async () => (await verify()).findings, patience).toHaveLength(expected.length);
  expect(await verify()).toEqual({ exitCode: 1, findings: expect.arrayContaining(expected) });

  const live = Array.from({ length: 12 }, (_, index) => `live/${index}.jpg`);
  const [repaired] = await Promise.all([
    verify('--repair'),
    (async () => {
      for (const key of live) await operator.upload(key, original);
    })(),
  ]);
  expect(repaired).toEqual({
    exitCode: 0,
    findings: expect.arrayContaining(expected.slice(0, 2).map((finding) => ({ ...finding, repaired: true }))),
  });

  const images = before.images + live.length; // one is lost and found, one is deleted
  await expect.poll(totals).toEqual({ images, byStatus: expect.objectContaining({ ready: images }) });
  await expect
    .poll(() =>
      [...told(['lost.jpg', 'witness.jpg'])].map((each) => each.split(' ').slice(0, 2).join(' ')).sort(),
    )
    .toEqual(['image.deleted witness.jpg', 'image.ready lost.jpg', 'image.ready witness.jpg']);
  await expect.poll(async () => (await verify()).findings, patience).toEqual([]);
}, 400_000);
