import { PublishBatchCommand, type PublishCommandInput } from '@aws-sdk/client-sns';
import { expect, test } from 'vitest';
import { invalid, startSns } from './testing/start-sns.ts';

const KiB = 1024;

test('with MessageStructure json each protocol gets its own text, or the default', async () => {
  const { createQueue, subscribe, publish, receive } = await startSns();
  const queue = await createQueue('inbox');
  await subscribe(queue.arn, { RawMessageDelivery: 'true' });
  const structured = (message: object) =>
    publish(JSON.stringify(message), { MessageStructure: 'json' }).then(() => receive(queue.url));
  expect(await structured({ default: 'for all', sqs: 'for queues' })).toBe('for queues');
  expect(await structured({ default: 'for all', sqs: { not: 'a text' }, lambda: 'x' })).toBe('for all');
});

test('a subscription with a filter gets only what passes it', async () => {
  const { createQueue, subscribe, publish, receive } = await startSns();
  const queue = await createQueue('inbox');
  const FilterPolicy = JSON.stringify({ state: ['paid'] });
  await subscribe(queue.arn, { RawMessageDelivery: 'true', FilterPolicy });
  const send = (message: string, state: string) =>
    publish(message, { MessageAttributes: { state: { DataType: 'String', StringValue: state } } });
  await publish('none');
  await send('new one', 'new');
  await send('paid one', 'paid');
  expect(await receive(queue.url)).toBe('paid one');
});

const attribute = (Name: string, value: object): Partial<PublishCommandInput> => ({
  MessageAttributes: { [Name]: { DataType: 'String', ...value } },
});

test.each<[string, string, Partial<PublishCommandInput>, string, string]>([
  ['no message', '', {}, 'InvalidParameterException', 'Invalid parameter: Empty message'],
  ['an empty subject', 'x', { Subject: '' }, 'InvalidParameterException', 'Invalid parameter: Subject'],
  [
    'a subject of two lines',
    'x',
    { Subject: 'a\nb' },
    'InvalidParameterException',
    'Invalid parameter: Subject',
  ],
  [
    'a subject of 101 characters',
    'x',
    { Subject: 'a'.repeat(101) },
    'InvalidParameterException',
    'Invalid parameter: Subject',
  ],
  [
    'more than 256 KB',
    'ä'.repeat(128 * KiB + 1),
    {},
    'InvalidParameterException',
    'Invalid parameter: Message too long',
  ],
  [
    'more than 256 KB with attributes',
    'x'.repeat(256 * KiB - 6),
    attribute('a', { StringValue: 'b' }),
    'InvalidParameterException',
    'Invalid parameter: Message too long',
  ],
  [
    'JSON that is none',
    'x',
    { MessageStructure: 'json' },
    'InvalidParameterException',
    'Invalid parameter: Message Structure - JSON message body failed to parse',
  ],
  [
    'JSON without a default',
    '{"sqs":"x"}',
    { MessageStructure: 'json' },
    'InvalidParameterException',
    'Invalid parameter: Message Structure - No default entry in JSON message body',
  ],
  [
    "a FIFO topic's id",
    'x',
    { MessageDeduplicationId: 'x' },
    'InvalidParameterException',
    'Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
  ],
  [
    'an attribute without a value',
    'x',
    attribute('attr1', { StringValue: '' }),
    'InvalidParameterValueException',
    "The message attribute 'attr1' must contain non-empty message attribute value for message attribute type 'String'.",
  ],
  [
    'a text that is said to be binary',
    'x',
    attribute('attr1', { DataType: 'Binary', StringValue: 'x' }),
    'InvalidParameterValueException',
    "The message attribute 'attr1' with type 'Binary' must use field 'Binary'.",
  ],
  [
    'a type that there is not',
    'x',
    attribute('attr1', { DataType: 'Stringprefixed', StringValue: 'x' }),
    'InvalidParameterValueException',
    "The message attribute 'attr1' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
  ],
  [
    'an attribute whose name begins with a dot',
    'x',
    attribute('.a', { StringValue: 'x' }),
    'InvalidParameterValueException',
    "Invalid message attribute name starting with character '.' was found.",
  ],
  [
    'an attribute whose name has another character',
    'x',
    attribute('a^b', { StringValue: 'x' }),
    'InvalidParameterValueException',
    "Invalid non-alphanumeric character '#x5E' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.",
  ],
])('Publish refuses %s', async (_, message, more, name, text) => {
  const { publish } = await startSns();
  await expect(publish(message, more)).rejects.toMatchObject({ name, message: text });
});

test('Publish takes 256 KB to the byte, and a topic by TargetArn; not a phone number, nor a topic that is not there', async () => {
  const { topic, publish } = await startSns();
  await publish('x'.repeat(256 * KiB));
  await publish('x', { TopicArn: undefined, TargetArn: topic });
  await expect(publish('x', { TopicArn: `${topic}-gone` })).rejects.toMatchObject({
    name: 'NotFoundException',
    message: 'Topic does not exist',
  });
  await expect(publish('x', { TopicArn: undefined, PhoneNumber: '+15551234567' })).rejects.toMatchObject({
    name: 'NotImplemented',
  });
});

test('a batch is published whole', async () => {
  const { sns, topic, createQueue, subscribe, receive } = await startSns();
  const queue = await createQueue('inbox');
  await subscribe(queue.arn, { RawMessageDelivery: 'true' });
  const { Successful, Failed } = await sns.send(
    new PublishBatchCommand({
      TopicArn: topic,
      PublishBatchRequestEntries: [
        { Id: 'one', Message: '1' },
        { Id: 'two', Message: '2', Subject: 'Two' },
      ],
    }),
  );
  expect(Failed).toEqual([]);
  expect(Successful?.map(({ Id }) => Id)).toEqual(['one', 'two']);
  expect(new Set(Successful?.map(({ MessageId }) => MessageId)).size).toBe(2);
  expect([await receive(queue.url), await receive(queue.url)].sort()).toEqual(['1', '2']);
});

test.each([
  ['no entries', [], 'EmptyBatchRequestException', "The batch request doesn't contain any entries."],
  [
    'eleven entries',
    Array.from({ length: 11 }, (_, index) => ({ Id: String(index), Message: 'x' })),
    'TooManyEntriesInBatchRequestException',
    'The batch request contains more entries than permissible.',
  ],
  [
    'one id twice',
    [
      { Id: 'a', Message: 'x' },
      { Id: 'a', Message: 'y' },
    ],
    'BatchEntryIdsNotDistinctException',
    'Two or more batch entries in the request have the same Id.',
  ],
  [
    'an id with a dot',
    [{ Id: 'message.id', Message: 'x' }],
    'InvalidBatchEntryIdException',
    'The Id of a batch entry in the batch request contains an impermissible character: message.id',
  ],
  [
    'more than 256 KB together',
    ['a', 'b'].map((Id) => ({ Id, Message: 'x'.repeat(129 * KiB) })),
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  ],
  [
    'one message of more than 256 KB',
    [{ Id: 'a', Message: 'x'.repeat(257 * KiB) }],
    'BatchRequestTooLongException',
    'The length of all the messages put together is more than the limit.',
  ],
])('PublishBatch refuses %s', async (_, PublishBatchRequestEntries, name, message) => {
  const { sns, topic: TopicArn } = await startSns();
  const batch = new PublishBatchCommand({ TopicArn, PublishBatchRequestEntries });
  await expect(sns.send(batch)).rejects.toMatchObject({ name, message });
});

test('what is wrong with one message of a batch is said with its place', async () => {
  const { sns, topic: TopicArn } = await startSns();
  const batch = new PublishBatchCommand({
    TopicArn,
    PublishBatchRequestEntries: [
      { Id: 'a', Message: 'x', MessageAttributes: { attr1: { DataType: undefined, StringValue: 'x' } } },
    ],
  });
  await expect(sns.send(batch)).rejects.toMatchObject({
    message:
      "1 validation error detected: Value null at 'publishBatchRequestEntries.1.member.messageAttributes.attr1.member.dataType' failed to satisfy constraint: Member must not be null",
  });
  await expect(
    sns.send(
      new PublishBatchCommand({
        TopicArn,
        PublishBatchRequestEntries: [{ Id: 'a', Message: '' }],
      }),
    ),
  ).rejects.toMatchObject(invalid('Empty message'));
});
