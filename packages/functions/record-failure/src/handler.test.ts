import type { GivenUpCode } from '@darkroom/catalog';
import { expect, test } from 'vitest';
import { invocationRecord } from './given-up-upload.ts';
import { createHandler, type Dependencies } from './handler.ts';

type Call =
  | readonly [call: 'giveUp', event: Parameters<Dependencies['catalog']['giveUp']>[0], code: GivenUpCode]
  | readonly [call: 'remove', event: object];

function started() {
  const calls: Call[] = [];
  const errors: string[] = [];
  const published: string[] = [];
  const handler = createHandler({
    catalog: {
      giveUp: async (event, { code }) => calls.push(['giveUp', event, code]) > 0,
      remove: async (event) => calls.push(['remove', event]) > 0,
    },
    originalsBucket: 'originals',
    publish: async ({ messageId }) => void published.push(messageId),
    log: { info() {}, error: (message) => void errors.push(message) },
  });
  return { handler, calls, errors, published };
}

/** SNS's notification with Lambda's record. */
function notification(...messages: string[]) {
  const Records = messages.map((Message, index) => ({
    EventSource: 'aws:sns',
    Sns: { Type: 'Notification', MessageId: String(index), Message },
  }));
  return { Records };
}

/** Lambda's record of an event whose process was killed. */
function record(requestPayload: unknown): string {
  return JSON.stringify({
    version: '1.0',
    timestamp: '2019-11-14T18:16:05.568Z',
    requestContext: {
      requestId: 'e4b46cbf-b738-xmpl-8880-a18cdf61200e',
      functionArn: 'arn:aws:lambda:us-east-2:123456789012:function:my-function:$LATEST',
      condition: 'RetriesExhausted',
      approximateInvokeCount: 3,
    },
    requestPayload,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: 'Runtime.ExitError', errorMessage: 'signal: killed' },
  });
}

function s3Record(eventName: string, key: string, object: object = {}) {
  return {
    eventSource: 'aws:s3',
    eventName,
    eventTime: '1970-01-01T00:00:00.000Z',
    s3: { bucket: { name: 'originals' }, object: { key, sequencer: '0A', eTag: 'e', size: 1, ...object } },
  };
}

const version = 'A.00000000000'.padStart(14, '0');

test('each upload of an event is recorded, with what is needed to process it later', async () => {
  const { handler, calls } = started();
  const Records = [s3Record('ObjectCreated:Put', 'a+b.jpg'), s3Record('ObjectCreated:Copy', 'c.jpg')];
  await handler(notification(record({ Records })));
  expect(calls).toEqual([
    ['giveUp', { type: 'uploaded', key: 'a b.jpg', version, eTag: 'e' }, 'Crashed'],
    ['giveUp', { type: 'uploaded', key: 'c.jpg', version, eTag: 'e' }, 'Crashed'],
  ]);
});

test('the time of an upload with a form is kept, because its image may have been deleted before', async () => {
  const { handler, calls } = started();
  await handler(notification(record({ Records: [s3Record('ObjectCreated:Post', 'a.jpg')] })));
  expect(calls).toMatchObject([['giveUp', { version, byForm: { at: new Date(0) } }, 'Crashed']]);
});

test('a reprocess, or the removal of one version, is recorded if it had begun', async () => {
  const { handler, calls } = started();
  const removal = s3Record('ObjectRemoved:Delete', 'b.jpg', { versionId: 'v' });
  await handler(
    notification(
      record({ reprocess: { id: '1', key: 'a.jpg', version: '0A-0001', eTag: 'e' } }),
      record({ Records: [removal] }),
    ),
  );
  expect(calls).toEqual([
    ['giveUp', { key: 'a.jpg', version: '0A-0001' }, 'Crashed'],
    ['giveUp', { key: 'b.jpg', version }, 'Crashed'],
  ]);
});

test('a removal is recorded as a removal', async () => {
  const { handler, calls } = started();
  await handler(notification(record({ Records: [s3Record('ObjectRemoved:Delete', 'a.jpg')] })));
  expect(calls).toEqual([['remove', { type: 'removed', key: 'a.jpg', version }]]);
});

test('a message that Lambda did not write, or that is not about an image, is logged as an error, and the rest is recorded', async () => {
  const { handler, calls, errors } = started();
  const other = { ...s3Record('ObjectCreated:Put', 'x.jpg'), s3: { bucket: { name: 'elsewhere' } } };
  await handler(
    notification(
      'hello',
      record(undefined), // Lambda leaves out what is too large for SNS
      record({ Records: [other] }),
      record({ Records: [s3Record('ObjectCreated:Put', 'a.jpg')] }),
    ),
  );
  expect(errors).toHaveLength(3);
  expect(calls).toHaveLength(1);
});

test('a catalog that does not answer fails the invocation, so that Lambda retries', async () => {
  const handler = createHandler({
    catalog: {
      giveUp: () => Promise.reject(new Error('DynamoDB is away')),
      remove: () => Promise.reject(new Error('DynamoDB is away')),
    },
    originalsBucket: 'originals',
    publish: async () => {},
    log: { info() {}, error() {} },
  });
  const Records = [s3Record('ObjectCreated:Put', 'a.jpg')];
  await expect(handler(notification(record({ Records })))).rejects.toThrow('DynamoDB is away');
});

test('an upload on which its queue gave up is published in the form in which Lambda reports its own, and recorded when it comes back from the topic', async () => {
  const { handler, calls, published } = started();
  const body = JSON.stringify({ Records: [s3Record('ObjectCreated:Put', 'a.jpg')] });
  const message = { eventSource: 'aws:sqs', messageId: '1', body };
  await handler({ Records: [message] });
  expect([published, calls]).toEqual([['1'], []]);

  await handler(notification(invocationRecord(message, { functionName: 'process-upload', now: new Date() })));
  expect(calls).toEqual([['giveUp', { type: 'uploaded', key: 'a.jpg', version, eTag: 'e' }, 'Unavailable']]);
});
