import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEnqueue } from './enqueue.ts';
import type { WebhookEvent } from './webhook-event.ts';

let cloud: LocalAws;
let sqs: SQSClient;

beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  const { endpoint, region } = cloud;
  sqs = new SQSClient({ endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } });
});
afterAll(async () => {
  sqs.destroy();
  await cloud.close();
});

const eventOf = (key: string): WebhookEvent => ({
  id: `change of ${key}`,
  type: 'image.ready',
  createdAt: '2026-01-01T00:00:00.000Z',
  image: { id: 'a'.repeat(32), key, version: '0A' },
});

/** An endpoint's queue, which accepts messages of up to 1,024 bytes. */
async function queueOf(endpoint: string): Promise<{ [endpoint: string]: string }> {
  const command = new CreateQueueCommand({ QueueName: endpoint, Attributes: { MaximumMessageSize: '1024' } });
  return { [endpoint]: (await sqs.send(command)).QueueUrl ?? '' };
}

async function keysIn(QueueUrl: string | undefined): Promise<string[]> {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body).image.key);
}

test('each event becomes a message in the queue of its endpoint, in batches that SQS accepts', async () => {
  const queues = { ...(await queueOf('shop')), ...(await queueOf('alerts')) };
  const enqueue = createEnqueue(sqs, queues);
  const keys = Array.from({ length: 23 }, (_, index) => `photo-${index}.jpg`);
  await enqueue('shop', keys.map(eventOf));
  await enqueue('alerts', [eventOf('other.jpg')]);
  const found = [await keysIn(queues.shop), await keysIn(queues.shop), await keysIn(queues.shop)].flat();
  expect(found.sort()).toEqual(keys.sort());
  expect(await keysIn(queues.alerts)).toEqual(['other.jpg']);
});

test('an event that SQS refuses fails the call, although the others are sent', async () => {
  const queues = await queueOf('strict');
  const enqueue = createEnqueue(sqs, queues);
  const events = ['a.jpg', 'x'.repeat(1024), 'b.jpg'].map(eventOf);
  await expect(enqueue('strict', events)).rejects.toMatchObject({
    code: 'NotTaken',
    message: expect.stringContaining('The queue of strict accepted 2 of 3'),
  });
  expect(await keysIn(queues.strict)).toEqual(['a.jpg', 'b.jpg']);
});

test('an endpoint whose queue is not yet known fails the call', async () => {
  await expect(createEnqueue(sqs, {})('new', [eventOf('a.jpg')])).rejects.toMatchObject({ code: 'NoQueue' });
});
