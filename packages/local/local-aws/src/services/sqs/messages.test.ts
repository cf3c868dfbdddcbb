import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiptHandleIsInvalid,
  type SendMessageCommandInput,
} from '@aws-sdk/client-sqs';
import { expect, onTestFinished, test, vi } from 'vitest';
import { temporaryFolder } from '../s3/testing/temporary-folder.ts';
import { startSqs, text } from './testing/start-sqs.ts';

const tenAttributes = Object.fromEntries([...'abcdefghij'].map((name) => [name, text('x')]));
const invalidCharacters =
  'Invalid characters found. Valid unicode characters are #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF';

test('a message arrives with its attributes and its trace header, of which the SDK checks the hashes', async () => {
  const { send, receive } = await startSqs();
  const MessageAttributes = {
    ...Object.fromEntries(Object.entries(tenAttributes).slice(3)),
    city: text('Zürich 🏔'),
    count: text('-1.5e3', 'Number.float'),
    bytes: { DataType: 'Binary.png', BinaryValue: Uint8Array.of(1, 2, 255) },
  };
  const sent = await send('first\tsecond\r\n\u{1F4F7}', {
    MessageAttributes,
    MessageSystemAttributes: { AWSTraceHeader: text('Root=1-5759e988-bd862e3fe1be46a994272793') },
  });
  expect(sent.MD5OfMessageSystemAttributes).toMatch(/^[0-9a-f]{32}$/);

  const [message] = await receive({ MessageAttributeNames: ['All'], MessageSystemAttributeNames: ['All'] });
  expect(message).toMatchObject({
    MessageId: sent.MessageId,
    Body: 'first\tsecond\r\n\u{1F4F7}',
    MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
    MessageAttributes,
    Attributes: { AWSTraceHeader: 'Root=1-5759e988-bd862e3fe1be46a994272793', ApproximateReceiveCount: '1' },
  });
});

const refused: [input: Partial<SendMessageCommandInput>, ...nameAndMessage: string[]][] = [
  [{ MessageBody: '' }, 'MissingParameter', 'The request must contain the parameter MessageBody.'],
  [{ MessageBody: 'a\u0001b' }, 'InvalidMessageContents', invalidCharacters],
  [
    { DelaySeconds: 901 },
    'Value 901 for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.',
  ],
  [
    { MessageDeduplicationId: '1' },
    'Value 1 for parameter MessageDeduplicationId is invalid. Reason: The request includes a parameter that is not valid for this queue type.',
  ],
  [
    { MessageAttributes: { ...tenAttributes, k: text('x') } },
    'Number of message attributes [11] exceeds the allowed maximum [10].',
  ],
  [
    { MessageAttributes: { a: text('x', 'Text') } },
    "The type of message (user) attribute 'a' is invalid. You must use only the following supported type prefixes: Binary, Number, String.",
  ],
  [
    { MessageAttributes: { a: text('abc', 'Number') } },
    "Can't cast the value of message (user) attribute 'a' to a number.",
  ],
  [
    { MessageAttributes: { a: text('') } },
    "Message (user) attribute 'a' must contain a non-empty value of type 'String'.",
  ],
  [
    { MessageAttributes: { a: { DataType: 'Binary', BinaryValue: new Uint8Array() } } },
    "Message (user) attribute 'a' must contain a non-empty value of type 'Binary'.",
  ],
  [{ MessageAttributes: { a: text('\u0002') } }, invalidCharacters],
  [
    { MessageAttributes: { '': text('x') } },
    'The request must contain non-empty message (user) attribute names.',
  ],
  [{ MessageAttributes: { 'a b': text('x') } }, 'upper and lower score characters, digits'],
  [{ MessageAttributes: { 'Aws.a': text('x') } }, "beginning with 'AWS.' or 'Amazon.'."],
  [{ MessageAttributes: { ['a'.repeat(256)]: text('x') } }, 'names must be shorter than 256 Bytes'],
  [
    { MessageSystemAttributes: { Hello: text('x') } as object },
    "Message system attribute name 'Hello' is invalid.",
  ],
];

test.each(refused)('a message with %j is refused as SQS refuses it', async (input, ...expected) => {
  const { send, receive } = await startSqs();
  const message = expected.at(-1);
  const name = expected.length > 1 ? expected[0] : 'InvalidParameterValue';
  await expect(send('body', input)).rejects.toMatchObject({
    name,
    message: expect.stringContaining(String(message)),
  });
  expect(await receive()).toEqual([]);
});

test('a message may be as large as its queue says, names, types and values of its attributes included', async () => {
  const { createQueue, send } = await startSqs();
  const QueueUrl = await createQueue('small', { MaximumMessageSize: '1024' });
  const MessageAttributes = {
    size: text('x'.repeat(500)),
    raw: { DataType: 'Binary', BinaryValue: new Uint8Array(100) },
  };
  const room = 1024 - 'sizeString'.length - 500 - 'rawBinary'.length - 100;
  await send('x'.repeat(room), { QueueUrl, MessageAttributes });
  await expect(send('x'.repeat(room + 1), { QueueUrl, MessageAttributes })).rejects.toMatchObject({
    name: 'InvalidParameterValue',
    message: 'One or more parameters are invalid. Reason: Message must be shorter than 1024 bytes.',
  });
});

test('a message may have 1 MiB where nobody says less', async () => {
  const { send, attributes } = await startSqs();
  expect(await attributes()).toMatchObject({ MaximumMessageSize: '1048576' });
  await send('x'.repeat(1_048_576));
  await expect(send('x'.repeat(1_048_577))).rejects.toThrow('Message must be shorter than 1048576 bytes.');
});

test.each([
  [
    { MaxNumberOfMessages: 11 },
    'Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.',
  ],
  [
    { WaitTimeSeconds: 21 },
    'Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.',
  ],
  [{ VisibilityTimeout: -1 }, 'Value -1 for parameter VisibilityTimeout is invalid.'],
])('nothing is received with %j', async (input, message) => {
  const { receive } = await startSqs();
  const refused = { name: 'InvalidParameterValue', message: expect.stringContaining(message) };
  await expect(receive(input)).rejects.toMatchObject(refused);
});

test.each([
  ['.*', ['colour', 'size.height', 'size.width', 'sizes']],
  ['size.*', ['size.height', 'size.width', 'sizes']],
  ['size.width', ['size.width']],
])('asked for %j, a message brings the attributes of such names', async (name, expected) => {
  const { send, receive } = await startSqs();
  const names = ['colour', 'size.height', 'size.width', 'sizes'];
  await send('body', { MessageAttributes: Object.fromEntries(names.map((each) => [each, text('x')])) });
  const [message] = await receive({ MessageAttributeNames: [name] });
  expect(Object.keys(message?.MessageAttributes ?? {})).toEqual(expected);
});

test('the handle of an older receive still changes how long a message is hidden, and deletes nothing', async () => {
  const { sqs, url: QueueUrl, send, receive, attributes } = await startSqs();
  await send('twice');
  const [older] = await receive({ VisibilityTimeout: 0 });
  await receive({ VisibilityTimeout: 600 });
  const ReceiptHandle = older?.ReceiptHandle;
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  expect(await attributes()).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '1' });
  await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
  expect(await attributes()).toMatchObject({ ApproximateNumberOfMessages: '1' });
});

test('a receipt handle that no queue gave is refused; one of a message that is gone deletes and changes nothing', async () => {
  const { sqs, url: QueueUrl, send, receive } = await startSqs();
  const remove = (ReceiptHandle?: string) => sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  const hide = (ReceiptHandle?: string, VisibilityTimeout = 30) =>
    sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  for (const attempt of [remove('garbage'), hide('garbage')]) {
    await expect(attempt).rejects.toBeInstanceOf(ReceiptHandleIsInvalid);
    await expect(attempt).rejects.toThrow(
      'The input receipt handle "garbage" is not a valid receipt handle.',
    );
  }

  await send('once');
  const [older] = await receive({ VisibilityTimeout: 0 });
  await hide(older?.ReceiptHandle); // visible already: nothing to change
  const [newer] = await receive({ VisibilityTimeout: 0 });
  expect(newer?.MessageId).toBe(older?.MessageId);
  await remove(newer?.ReceiptHandle);
  await remove(newer?.ReceiptHandle);
  await expect(hide(older?.ReceiptHandle)).rejects.toThrow(
    `Value ${older?.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
  );
  expect(await receive()).toEqual([]);
});

test('a request without what it must have says which parameter is missing', async () => {
  const { sqs, url: QueueUrl } = await startSqs();
  const missing = sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: undefined }));
  await expect(missing).rejects.toMatchObject({
    name: 'MissingParameter',
    message: 'The request must contain the parameter ReceiptHandle.',
  });
});

test('a message does not age while local-aws is down', async () => {
  onTestFinished(() => void vi.useRealTimers());
  const dataDir = await temporaryFolder();
  const first = await startSqs({ dataDir });
  const QueueUrl = await first.createQueue('short', { MessageRetentionPeriod: '60' });
  await first.send('photo', { QueueUrl });
  await first.aws.close();
  vi.setSystemTime(Date.now() + 100_000);
  const { receive } = await startSqs({ dataDir });
  expect(await receive({ QueueUrl, VisibilityTimeout: 0 })).toMatchObject([{ Body: 'photo' }]);
  vi.setSystemTime(Date.now() + 100_000);
  expect(await receive({ QueueUrl })).toEqual([]);
});
