import {
  GetQueueAttributesCommand,
  InvalidAttributeName,
  ListQueuesCommand,
  PurgeQueueCommand,
  PurgeQueueInProgress,
  paginateListQueues,
  type QueueAttributeName,
  SetQueueAttributesCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { arnOf, startSqs, text } from './testing/start-sqs.ts';

const policy = (deadLetterTargetArn: unknown, maxReceiveCount: unknown) =>
  JSON.stringify({ deadLetterTargetArn, maxReceiveCount });

test.each([
  ['5', 'Redrive policy is not a valid JSON map.'],
  ['{', 'Redrive policy is not a valid JSON map.'],
  [policy(arnOf('jobs'), undefined), 'Redrive policy does not contain mandatory attribute: maxReceiveCount.'],
  [policy(undefined, 1), 'Redrive policy does not contain mandatory attribute: deadLetterTargetArn.'],
  [
    policy(arnOf('jobs'), 0),
    'Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.',
  ],
  [
    policy(arnOf('jobs'), 'x'),
    'Invalid value for maxReceiveCount: x, valid values are from 1 to 1000 both inclusive.',
  ],
  [policy(arnOf('nowhere'), 1), 'Dead letter target does not exist.'],
])('no queue takes the redrive policy %s', async (RedrivePolicy, reason) => {
  const { sqs, createQueue, attributes } = await startSqs();
  const refused = {
    name: 'InvalidParameterValue',
    message: `Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: ${reason}`,
  };
  await expect(createQueue('sources', { RedrivePolicy })).rejects.toMatchObject(refused);
  const QueueUrl = await createQueue('sources');
  const set = new SetQueueAttributesCommand({ QueueUrl, Attributes: { RedrivePolicy } });
  await expect(sqs.send(set)).rejects.toMatchObject(refused);
  expect(await attributes(QueueUrl)).not.toHaveProperty('RedrivePolicy');
});

test('a message that was received too often is the same message in the dead-letter queue, and stays there', async () => {
  const dataDir = await temporaryFolder();
  const { aws, sqs, url, createQueue, receive, send } = await startSqs({ dataDir });
  const dead = await createQueue('dead');
  const Attributes = { RedrivePolicy: policy(arnOf('dead'), '1'), VisibilityTimeout: '0' };
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: url, Attributes }));
  const everything = { MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All' as const] };
  const MessageAttributes = { kind: text('photo') };
  await send('poison', { MessageAttributes, MessageSystemAttributes: { AWSTraceHeader: text('Root=1') } });

  const [before] = await receive(everything);
  expect(await receive()).toEqual([]);
  const [after] = await receive({ QueueUrl: dead, ...everything });
  const { MessageId, Body, MD5OfMessageAttributes, Attributes: system } = before ?? {};
  expect(after).toMatchObject({ MessageId, Body, MD5OfMessageAttributes, MessageAttributes });
  expect(after?.Attributes).toEqual({
    ...system,
    ApproximateReceiveCount: '2',
    DeadLetterQueueSourceArn: arnOf('jobs'),
  });

  await aws.close();
  const restarted = await startSqs({ dataDir });
  const countIn = async (QueueUrl: string) => {
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } =
      await restarted.attributes(QueueUrl);
    return [ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible];
  };
  expect(await countIn(restarted.url)).toEqual(['0', '0']);
  expect(await countIn(dead)).toEqual(['0', '1']);
});

test('an attribute that queues do not have is asked for in vain', async () => {
  const { sqs, url: QueueUrl } = await startSqs();
  const ask = (...AttributeNames: string[]) =>
    sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: AttributeNames as QueueAttributeName[] }),
    );
  await expect(ask('QueueArn', 'Colour')).rejects.toBeInstanceOf(InvalidAttributeName);
  await expect(ask('Colour')).rejects.toThrow('Unknown Attribute Colour.');
  expect((await ask('QueueArn', 'FifoQueue')).Attributes).toEqual({ QueueArn: arnOf('jobs') });
});

test.each(['Colour', 'constructor'])(
  'the attribute %s, which queues do not have, is refused',
  async (name) => {
    const { createQueue } = await startSqs();
    const attributes = Object.fromEntries([[name, 'x']]);
    await expect(createQueue('other', attributes)).rejects.toBeInstanceOf(InvalidAttributeName);
  },
);

test('queues are listed in pages where somebody asks for pages', async () => {
  const { sqs, createQueue } = await startSqs();
  for (const name of ['a-1', 'a-2', 'a-3', 'b']) await createQueue(name);
  const pages: string[][] = [];
  for await (const { QueueUrls = [] } of paginateListQueues(
    { client: sqs, pageSize: 2 },
    { QueueNamePrefix: 'a' },
  ))
    pages.push(QueueUrls.map((url) => url.split('/').at(-1) ?? ''));
  expect(pages).toEqual([['a-1', 'a-2'], ['a-3']]);

  const all = await sqs.send(new ListQueuesCommand({}));
  expect([all.QueueUrls?.length, all.NextToken]).toEqual([5, undefined]);
  expect(await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'c' }))).not.toHaveProperty('QueueUrls');
  for (const input of [{ MaxResults: 0 }, { MaxResults: 1001 }, { MaxResults: 1, NextToken: '?' }])
    await expect(sqs.send(new ListQueuesCommand(input))).rejects.toMatchObject({
      name: 'InvalidParameterValue',
    });
});

test('a queue is purged once a minute', async () => {
  const { sqs, url: QueueUrl, createQueue, send, receive } = await startSqs();
  await send('gone');
  await sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await send('kept');
  const again = sqs.send(new PurgeQueueCommand({ QueueUrl }));
  await expect(again).rejects.toBeInstanceOf(PurgeQueueInProgress);
  await expect(again).rejects.toThrow('Only one PurgeQueue operation on jobs is allowed every 60 seconds.');
  expect(await receive()).toMatchObject([{ Body: 'kept' }]);
  await sqs.send(new PurgeQueueCommand({ QueueUrl: await createQueue('other') }));
});

test.each(['', 'a b', 'orders.fifo', 'x'.repeat(81)])('no queue is named %j', async (name) => {
  const { createQueue } = await startSqs();
  await expect(createQueue(name)).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: expect.stringMatching(/^Can only include alphanumeric characters, hyphens, or underscores/),
  });
});

test('a queue with a key of KMS keeps data keys for five minutes, unless it says how long', async () => {
  const { createQueue, attributes } = await startSqs();
  const key = { KmsMasterKeyId: 'alias/aws/sqs' };
  expect(await attributes(await createQueue('usual', key))).toMatchObject({
    ...key,
    KmsDataKeyReusePeriodSeconds: '300',
    SqsManagedSseEnabled: 'false',
  });
  const longer = { ...key, KmsDataKeyReusePeriodSeconds: '3600' };
  expect(await attributes(await createQueue('longer', longer))).toMatchObject(longer);
  expect(await attributes()).not.toHaveProperty('KmsDataKeyReusePeriodSeconds');
});
