import {
  BatchEntryIdsNotDistinct,
  BatchRequestTooLong,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  EmptyBatchRequest,
  InvalidBatchEntryId,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  TooManyEntriesInBatchRequest,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { startSqs, text } from './testing/start-sqs.ts';

const entry = (Id: string, MessageBody = 'x', more: Partial<SendMessageBatchRequestEntry> = {}) => ({
  Id,
  MessageBody,
  ...more,
});

async function startBatches() {
  const started = await startSqs();
  const { sqs, url: QueueUrl } = started;
  return {
    ...started,
    sendAll: (Entries: SendMessageBatchRequestEntry[]) =>
      sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries })),
  };
}

test.each([
  [
    'no entries',
    [],
    EmptyBatchRequest,
    'There should be at least one SendMessageBatchRequestEntry in the request.',
  ],
  [
    'eleven entries',
    [...'abcdefghijk'].map((id) => entry(id)),
    TooManyEntriesInBatchRequest,
    'Maximum number of entries per request are 10. You have sent 11.',
  ],
  [
    'an id with other letters',
    [entry('a b!')],
    InvalidBatchEntryId,
    'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
  ],
  ['an id twice', [entry('a'), entry('a')], BatchEntryIdsNotDistinct, 'Id a repeated.'],
  [
    'more than 1 MiB',
    [...'abcdef'].map((id) => entry(id, 'x'.repeat(200_000))),
    BatchRequestTooLong,
    'Batch requests cannot be longer than 1048576 bytes. You have sent 1200000 bytes.',
  ],
])('a batch with %s is refused whole', async (_, entries, error, message) => {
  const { sendAll, receive } = await startBatches();
  const attempt = sendAll(entries);
  await expect(attempt).rejects.toBeInstanceOf(error);
  await expect(attempt).rejects.toThrow(message);
  expect(await receive()).toEqual([]);
});

test('what is wrong with an entry fails that entry alone', async () => {
  const { sendAll, receive } = await startBatches();
  const { Successful, Failed } = await sendAll([
    entry('late', 'y', { DelaySeconds: 1000 }),
    entry('empty', ''),
    entry('good', 'z'),
    entry('odd', '\u0001'),
    entry('number', 'x', { MessageAttributes: { n: text('abc', 'Number') } }),
  ]);
  expect(Successful).toMatchObject([{ Id: 'good' }]);
  expect(Failed?.map(({ Id, Code, SenderFault }) => [Id, Code, SenderFault])).toEqual([
    ['late', 'InvalidParameterValue', true],
    ['empty', 'MissingParameter', true],
    ['odd', 'InvalidMessageContents', true],
    ['number', 'InvalidParameterValue', true],
  ]);
  expect(await receive({ MaxNumberOfMessages: 10 })).toMatchObject([{ Body: 'z' }]);
});

test('handles that are none fail alone, of those to delete and of those to hide', async () => {
  const { sqs, url: QueueUrl, send, receive } = await startBatches();
  await send('x');
  const [message] = await receive();
  const Entries = [
    { Id: 'bad', ReceiptHandle: 'garbage' },
    { Id: 'good', ReceiptHandle: message?.ReceiptHandle },
  ];
  const expected = {
    Successful: [{ Id: 'good' }],
    Failed: [{ Id: 'bad', Code: 'ReceiptHandleIsInvalid', SenderFault: true, Message: expect.any(String) }],
  };
  const hidden = Entries.map((one) => ({ ...one, VisibilityTimeout: 60 }));
  const hide = new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries: hidden });
  expect(await sqs.send(hide)).toMatchObject(expected);
  expect(await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }))).toMatchObject(expected);
});
