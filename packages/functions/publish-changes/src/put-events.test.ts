import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startLocalAws } from '@darkroom/local-aws';
import { expect, onTestFinished, test } from 'vitest';
import { createPutEvents } from './put-events.ts';
import type { WebhookEvent } from './webhook-event.ts';

const image = { id: 'a', key: 'bad \uFFFF.jpg', version: '0A' };
const eventOf = (id: number): WebhookEvent => ({
  id: String(id),
  type: 'image.ready',
  createdAt: '2026-01-01T00:00:00.000Z',
  image,
});

test('an event on the bus is what a webhook gets, and names its type and time; more than ten go in several batches', async () => {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const { endpoint, region } = aws;
  const client = { endpoint, region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
  const [events, sqs] = [new EventBridgeClient(client), new SQSClient(client)];
  onTestFinished(() => events.destroy());
  onTestFinished(() => sqs.destroy());
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'inbox' }));
  await events.send(new PutRuleCommand({ Name: 'all', EventPattern: '{"source":["darkroom"]}' }));
  const Arn = 'arn:aws:sqs:us-east-1:000000000000:inbox';
  await events.send(new PutTargetsCommand({ Rule: 'all', Targets: [{ Id: 'inbox', Arn }] }));

  await createPutEvents('default', events)(Array.from({ length: 11 }, (_, id) => eventOf(id)));
  const told = new Map<string, unknown>();
  await expect
    .poll(async () => {
      const request = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1, MaxNumberOfMessages: 10 });
      for (const { Body = '' } of (await sqs.send(request)).Messages ?? []) {
        const event = JSON.parse(Body);
        told.set(event.detail.id, event);
      }
      return told.size;
    })
    .toBe(11);
  expect(told.get('10')).toMatchObject({
    source: 'darkroom',
    'detail-type': 'image.ready',
    time: '2026-01-01T00:00:00Z',
    detail: eventOf(10),
  });
});

test('a bus that refuses one of a batch fails the batch, so that the stream delivers it again', async () => {
  const client = {
    send: async () => ({
      FailedEntryCount: 1,
      Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException', ErrorMessage: 'Rate exceeded' }],
    }),
  } as unknown as EventBridgeClient;
  await expect(createPutEvents('photos', client)([eventOf(1), eventOf(2)])).rejects.toMatchObject({
    code: 'NotTaken',
    message: 'The bus photos accepted 1 of 2: ThrottlingException: Rate exceeded',
  });
});
