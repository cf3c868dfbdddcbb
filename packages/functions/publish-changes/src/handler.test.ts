import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { imageStateSchema, type Ledger } from '@darkroom/catalog';
import { untraced } from '@darkroom/lambda-kit';
import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import { createHandler, type Dependencies } from './handler.ts';
import type { WebhookEvent } from './webhook-event.ts';

type Settled = Parameters<Ledger['settle']>[0][number];

interface Row {
  status: string;
  version?: string;
  deletedBy?: string;
  owner?: string;
  failure?: { code: string; reason: string };
}

const id = 'a'.repeat(32);

function image(row: Row) {
  const at = '2026-01-01T00:00:00.000Z';
  const lasting =
    row.status === 'deleted' ? { expiresAt: 1 } : { createdAt: at, updatedAt: at, variants: [] };
  return marshall({ pk: `image#${id}`, id, key: 'photo.jpg', version: '0A', ...lasting, ...row });
}

function record(eventID: string, before: Row | undefined, after: Row | undefined): DynamoDBRecord {
  return {
    eventID,
    eventName: before ? (after ? 'MODIFY' : 'REMOVE') : 'INSERT',
    dynamodb: {
      ApproximateCreationDateTime: 1_700_000_000,
      Keys: { pk: { S: `image#${id}` } },
      ...(before && { OldImage: image(before) }),
      ...(after && { NewImage: image(after) }),
      SequenceNumber: '100',
    },
  } as DynamoDBRecord;
}

function started(options: Partial<Dependencies> = {}) {
  const settled: Settled[] = [];
  const queued: { endpoint: string; event: WebhookEvent }[] = [];
  const handler = createHandler({
    ledger: { settle: async (settlements) => void settled.push(...settlements) },
    readImages: async () => new Map(),
    endpoints: [{ name: 'shop' }],
    enqueue: async (endpoint, events) => void queued.push(...events.map((event) => ({ endpoint, event }))),
    tracing: untraced,
    log: { info() {}, error() {} },
    ...options,
  });
  return { handler, settled, queued };
}

test('an image that became ready is queued for every endpoint that subscribes to it, and settled', async () => {
  const { handler, settled, queued } = started({
    endpoints: [{ name: 'shop' }, { name: 'alarm', events: ['image.failed'] }],
  });
  await handler({ Records: [record('e1', { status: 'processing' }, { status: 'ready', owner: 'anna' })] });
  expect(settled).toEqual([{ id, announced: ['ready 0A'] }]);
  expect(queued).toEqual([
    {
      endpoint: 'shop',
      event: {
        id: expect.stringMatching(/^[0-9a-f]{32}$/),
        type: 'image.ready',
        createdAt: '2026-01-01T00:00:00.000Z',
        image: { id, key: 'photo.jpg', version: '0A', owner: 'anna' },
      },
    },
  ]);
});

test('a failure is announced with its code and its reason', async () => {
  const { handler, queued } = started();
  const failure = { code: 'Corrupt', reason: 'The file ends early.' };
  await handler({ Records: [record('e1', { status: 'processing' }, { status: 'failed', failure })] });
  expect(queued[0]?.event).toMatchObject({ type: 'image.failed', image: failure });
});

test('an image on which Lambda gave up and that later fails for its own reason is announced with that reason too', async () => {
  const { handler, queued } = started();
  const crashed = { status: 'failed', failure: { code: 'Crashed', reason: 'Its process died.' } };
  const corrupt = { status: 'failed', failure: { code: 'Corrupt', reason: 'The file ends early.' } };
  await handler({
    Records: [
      record('e1', { status: 'processing' }, crashed),
      record('e2', crashed, crashed),
      record('e3', crashed, corrupt),
    ],
  });
  expect(queued.map(({ event }) => event.image.code)).toEqual(['Crashed', 'Corrupt']);
});

test('intermediate states, repeated writes of one outcome and expired tombstones announce nothing', async () => {
  const { handler, settled, queued } = started();
  await handler({
    Records: [
      record('e1', undefined, { status: 'pending' }),
      record('e2', { status: 'pending' }, { status: 'processing' }),
      record('e3', { status: 'ready' }, { status: 'ready' }),
      record('e4', { status: 'deleted' }, undefined),
    ],
  });
  expect(settled).toEqual(Array.from({ length: 4 }, () => ({ id, announced: [] })));
  expect(queued).toEqual([]);
});

test("the table's other rows are skipped", async () => {
  const { handler, settled } = started();
  const row = record('e1', undefined, { status: 'ready' });
  if (row.dynamodb) row.dynamodb.Keys = { pk: { S: 'stats#-' } };
  await handler({ Records: [row] });
  expect(settled).toEqual([]);
});

test('a queue that does not answer fails the batch, so that the stream delivers it again; the other queues get their events and the totals are updated', async () => {
  const told: string[] = [];
  const { handler, settled } = started({
    endpoints: [{ name: 'gone' }, { name: 'shop' }],
    async enqueue(endpoint) {
      if (endpoint === 'gone') throw new Error('SQS is away');
      told.push(endpoint);
    },
  });
  const batch = { Records: [record('e1', { status: 'processing' }, { status: 'ready' })] };
  await expect(handler(batch)).rejects.toThrow('SQS is away');
  expect(told).toEqual(['shop']);
  expect(settled).toEqual([{ id, announced: [] }]);
});

test.each(['ready', 'failed', 'deleted'])(
  'an image that is %s is published again with the id and the body that receivers already know',
  async (status) => {
    const state = imageStateSchema.parse(unmarshall(image({ status })));
    const { handler, settled, queued } = started({ readImages: async () => new Map([[id, state]]) });
    await handler({ Records: [record('e1', { status: 'processing' }, { status })] });
    await handler({ republish: [id] });
    expect(queued).toHaveLength(2);
    expect(queued[1]).toEqual(queued[0]);
    expect(settled[1]).toEqual(settled[0]);
  },
);

test('of an image that is gone no second deletion is told, nor that of an older version of it', async () => {
  const { handler, settled, queued } = started();
  const gone = { status: 'deleted', version: '0B' };
  await handler({
    Records: [
      record('e1', { status: 'ready' }, gone),
      record('e2', gone, { status: 'deleted', version: '0C', deletedBy: '0B' }),
    ],
  });
  expect(queued.map(({ event }) => event)).toMatchObject([
    { type: 'image.deleted', image: { version: '0B' } },
  ]);
  expect(settled.map(({ announced }) => announced)).toEqual([['deleted 0B'], []]);
});

test('an image that is being processed, or gone, is settled again and not announced', async () => {
  const state = imageStateSchema.parse(unmarshall(image({ status: 'processing' })));
  const { handler, settled, queued } = started({ readImages: async () => new Map([[id, state]]) });
  await handler({ republish: [id, 'gone'] });
  expect(settled.map((each) => each.id)).toEqual([id, 'gone']);
  expect(queued).toEqual([]);
});
