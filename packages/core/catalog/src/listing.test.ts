import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createCatalog } from './catalog.ts';
import { imageId } from './image-id.ts';
import { imageStatuses } from './image-record.ts';
import { shardOf, shards } from './shards.ts';
import { overtaken, withSend } from './testing/clients.ts';
import { smallPng } from './testing/images.ts';
import { useTable } from './testing/table.ts';

const table = useTable();

test('images are spread over all shards alike', () => {
  const counts = new Map<string, number>(shards.map((shard) => [shard, 0]));
  for (let n = 0; n < 4000; n++) {
    const shard = shardOf(imageId(`photo-${n}.jpg`));
    counts.set(shard, (counts.get(shard) ?? 0) + 1);
  }
  expect([...counts.keys()]).toEqual([...shards]);
  for (const count of counts.values()) expect(count * shards.length).toBeGreaterThan(3500);
});

test('a page asks each shard once, and then reads all of its images at once', async () => {
  const owner = randomUUID();
  const sent: string[] = [];
  const client = withSend(table.client, (command) => {
    const { IndexName = '' } = command.input as { IndexName?: string };
    sent.push(`${command.constructor.name} ${IndexName}`.trim());
    return table.client.send(command);
  });
  const catalog = createCatalog({ client, tableName: table.tableName });
  for (let n = 0; n < 30; n++) await catalog.announce(`${randomUUID()}/photo.jpg`, owner);

  sent.length = 0;
  expect((await catalog.list({ owner, limit: 25 })).images).toHaveLength(25);
  // Until the release after 0.2.0, the old index is asked for each status, too.
  const old = 'QueryCommand by-status';
  const [byCreated, byState] = ['QueryCommand by-created', 'QueryCommand by-state'];
  expect(sent).toEqual([...shards.map(() => byCreated), ...imageStatuses.map(() => old), 'BatchGetCommand']);

  sent.length = 0;
  expect((await catalog.list({ owner, limit: 25, status: 'pending' })).images).toHaveLength(25);
  expect(sent).toEqual([...shards.map(() => byState), old, 'BatchGetCommand']);
});

test('an image whose status changes while a page is read is in it all the same', async () => {
  const requests = 10; // of a page, at most
  for (let request = 1; request <= requests; request++) {
    const owner = randomUUID();
    const catalog = createCatalog(table);
    const { id, key } = await catalog.announce(`${randomUUID()}/photo.jpg`, owner);
    const client = overtaken(table.client, request, async () => {
      await catalog.begin({ key, version: 'A1', eTag: 'e' });
    });
    const reader = createCatalog({ client, tableName: table.tableName });
    expect((await reader.list({ owner, limit: 5 })).images.map((image) => image.id)).toEqual([id]);
  }
});

test('an owner whose name looks like a shard of another’s list sees nothing of it', async () => {
  const catalog = createCatalog(table);
  const owner = randomUUID();
  const others = [`${owner}#pending`, `${owner}#0`, '-'];
  await catalog.announce(`${randomUUID()}/a.jpg`, owner);
  await catalog.announce(`${randomUUID()}/b.jpg`);
  for (const other of others) expect((await catalog.list({ owner: other, limit: 9 })).images).toEqual([]);
  for (const other of others) await catalog.announce(`${randomUUID()}/c.jpg`, other);
  expect((await catalog.list({ owner, limit: 9 })).images).toHaveLength(1);
});

test('a change costs each index of lists one unit for an entry that comes and one for one that goes, however large the image', async () => {
  const taken: Record<string, number>[] = [];
  const client = withSend(table.client, async (command) => {
    if (!(command instanceof PutCommand)) return table.client.send(command);
    command.input.ReturnConsumedCapacity = 'INDEXES';
    const answer = await table.client.send(command);
    const indexes = Object.entries(answer.ConsumedCapacity?.GlobalSecondaryIndexes ?? {});
    const ofLists = indexes.filter(([name]) => /^by-(created|state|work|status)$/.test(name));
    taken.push(Object.fromEntries(ofLists.map(([name, { CapacityUnits = 0 }]) => [name, CapacityUnits])));
    return answer;
  });
  const catalog = createCatalog({ client, tableName: table.tableName });
  const { id, key } = await catalog.announce(`${randomUUID()}/photo.jpg`, randomUUID());
  const arrival = { key, version: 'A1', eTag: 'e' };
  await catalog.begin(arrival);
  await catalog.finish(arrival, {
    original: smallPng,
    placeholder: { dominantColour: '#336699', thumbHash: '' },
    fingerprint: { sha256: '0'.repeat(64) },
    facts: { keywords: Array.from({ length: 20 }, (_, n) => `${n}`.repeat(400)) },
    variants: [],
    processingMs: 3,
  });
  await catalog.describe(id, { title: 'The sea' });
  expect(taken).toEqual([
    { 'by-created': 1, 'by-state': 1 },
    { 'by-state': 2, 'by-work': 1 },
    { 'by-state': 2, 'by-work': 1 },
    {},
  ]);
});
