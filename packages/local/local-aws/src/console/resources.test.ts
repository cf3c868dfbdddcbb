import { CreateQueueCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { askConsole } from './testing/ask.ts';
import { startStudio } from './testing/start-studio.ts';

let studio: Awaited<ReturnType<typeof startStudio>>;
let api: ReturnType<typeof askConsole>;

beforeAll(async () => {
  studio = await startStudio({ enforceIam: true });
  api = askConsole(studio.aws.endpoint);
  await studio.upload('album/sea side.jpg');
  await vi.waitFor(async () => {
    const { body } = await api.ask('/invocations?function=frame');
    expect(body).toMatchObject({ invocations: [{ endedAt: expect.any(Number) }] });
  }, 30_000);
});
afterAll(() => studio.close());

test('buckets and their objects are listed, folder by folder', async () => {
  expect((await api.ask('/buckets')).body).toMatchObject({ buckets: [{ name: 'photos' }] });
  expect((await api.ask('/buckets/photos/objects?delimiter=/')).body).toEqual({
    objects: [],
    prefixes: ['album/'],
  });
  const { body } = await api.ask('/buckets/photos/objects?prefix=album/&delimiter=/');
  expect(body).toMatchObject({ objects: [{ key: 'album/sea side.jpg', bytes: 5 }], prefixes: [] });
});

test('an object tells its headers, its versions and the events that were sent', async () => {
  const { body } = await api.ask('/buckets/photos/object?key=album/sea%20side.jpg');
  expect(body).toMatchObject({
    headers: { 'content-length': '5' },
    versions: [{ versionId: 'null', isLatest: true, bytes: 5, isDeleteMarker: false }],
    events: [{ name: 'ObjectCreated:Put', facts: { destination: expect.stringContaining('develop') } }],
  });
});

test('an object opens without the right to run anything', async () => {
  const response = await fetch(
    `${studio.aws.endpoint}/_local/api/buckets/photos/content?key=album/sea%20side.jpg`,
  );
  expect(await response.text()).toBe('light');
  expect(response.headers.get('content-security-policy')).toBe('sandbox');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
});

test('tables and items are listed', async () => {
  const { body } = await api.ask('/tables');
  expect(body).toMatchObject({ tables: [{ name: 'prints', keys: ['id'], streamArn: expect.any(String) }] });
  expect((await api.ask('/tables/prints/items')).body).toMatchObject({
    items: [{ id: { S: expect.any(String) } }],
  });
});

test('messages are peeked without being received, sent back and purged', async () => {
  const { sqs } = studio;
  await sqs.send(new CreateQueueCommand({ QueueName: 'torn' }));
  const redrive = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:000000000000:torn', maxReceiveCount: 1 };
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'whole', Attributes: { RedrivePolicy: JSON.stringify(redrive) } }),
  );
  await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
  const receive = () => sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0 }));
  expect((await receive()).Messages).toHaveLength(1);
  expect((await receive()).Messages).toBeUndefined(); // it went to the dead-letter queue

  const peek = async (queue: string) => (await api.ask(`/queues/${queue}/messages`)).body;
  const message = { body: 'hello', isVisible: true };
  const peeked = { messages: [{ ...message, attributes: { ApproximateReceiveCount: '1' } }] };
  for (let n = 0; n < 2; n++) expect(await peek('torn')).toMatchObject(peeked);
  expect((await api.ask('/queues')).body).toMatchObject({
    queues: expect.arrayContaining([expect.objectContaining({ name: 'torn', visible: 1, inFlight: 0 })]),
  });

  expect((await api.post('/queues/torn/redrive', {})).status).toBe(200);
  await expect.poll(() => peek('whole')).toMatchObject({ messages: [message] });
  await api.post('/queues/whole/messages', { body: 'second' });
  expect((await api.post('/queues/whole/purge', {})).status).toBe(200);
  expect(await peek('whole')).toEqual({ messages: [] });
});

test('functions show their settings and their environments', async () => {
  const { body } = await api.ask('/functions');
  const develop = {
    name: 'develop',
    runtime: 'nodejs22.x',
    environments: [expect.objectContaining({ version: '$LATEST', isBusy: false })],
  };
  expect(body).toMatchObject({ functions: expect.arrayContaining([expect.objectContaining(develop)]) });
});

test('roles show what their policies said last', async () => {
  const { body } = await api.ask('/roles');
  expect(body).toMatchObject({
    enforced: true,
    roles: [
      {
        name: 'studio',
        policies: [{ Statement: expect.anything() }],
        decisions: expect.arrayContaining([
          expect.objectContaining({ action: 'dynamodb:PutItem', allowed: true, by: 'identity policy' }),
          expect.objectContaining({ action: 'sqs:SendMessage', allowed: true }),
        ]),
      },
    ],
  });
});

test('faults are switched on and off, and the console itself does not meet them', async () => {
  const put = (faults: object[]) => api.ask('/faults', { method: 'PUT', body: JSON.stringify({ faults }) });
  expect((await put([{ service: 'dynamodb', errorRate: 1 }])).body).toMatchObject({
    faults: [{ service: 'dynamodb', errorRate: 1, latencyMs: 0 }],
  });
  expect((await api.ask('/tables')).status).toBe(200);
  expect((await put([{ service: 'dynamodb', errorRate: 2 }])).status).toBe(400);
  expect((await put([])).body).toEqual({ faults: [] });
  expect((await api.ask('/faults')).body).toMatchObject({
    operations: { sqs: expect.arrayContaining(['SendMessage']) },
  });
});
