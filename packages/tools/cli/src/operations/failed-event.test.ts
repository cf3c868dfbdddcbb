import fc from 'fast-check';
import { expect, test } from 'vitest';
import { explainFailure } from './explain-failure.ts';
import { parseFailedEvent } from './failed-event.ts';

/** The example of the AWS Lambda Developer Guide, with a payload and a response of ours. */
function record(requestPayload: unknown, responsePayload?: object): string {
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
    responsePayload,
  });
}

const eventTime = '2019-11-14T18:15:00.000Z';
const uploaded = {
  Records: [{ eventName: 'ObjectCreated:Put', eventTime, s3: { object: { key: 'a+b/%C3%BC.jpg' } } }],
};

test.each([
  [uploaded, 'ObjectCreated:Put a b/ü.jpg'],
  [{ reprocess: { key: 'a b.jpg', version: '0A-0001', eTag: 'e' } }, 'reprocess a b.jpg'],
  [{ anything: 'else' }, 'a direct invocation'],
  [
    { Records: [{ eventName: 'ObjectRemoved:Delete', eventTime, s3: { object: { key: '%' } } }] },
    'ObjectRemoved:Delete %',
  ],
])('the event %j is described as %s', (payload, subject) => {
  expect(parseFailedEvent(record(payload))).toMatchObject({
    functionArn: 'arn:aws:lambda:us-east-2:123456789012:function:my-function',
    attempts: 3,
    subject,
    payload: JSON.stringify(payload),
  });
});

test("an event's objects have key and time, to distinguish one upload of a key from another", () => {
  expect(parseFailedEvent(record(uploaded))?.objects).toEqual([{ key: 'a b/ü.jpg', eventTime }]);
});

test('a message from elsewhere is neither taken for one from Lambda nor throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (body) => {
      expect(parseFailedEvent(body)).toBe(undefined);
    }),
  );
});

test.each([
  [{ errorType: 'SlowDown', errorMessage: 'Please reduce your request rate.' }, 'throttled the requests'],
  [{ errorType: 'AccessDenied', errorMessage: 'is not authorized to perform: s3:GetObject' }, 'permission'],
  [{ errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 60.00 seconds' }, 'timeoutSeconds'],
  [{ errorMessage: 'RequestId: e4b4 Error: Runtime exited with error: signal: killed' }, 'memoryMb'],
  [
    { errorType: 'TypeError', errorMessage: 'fetch failed' },
    'Probably a temporary fault of AWS or of the network',
  ],
])('of %j it says what to do', (answer, advice) => {
  const event = parseFailedEvent(record(uploaded, answer));
  expect(event && explainFailure(event)).toContain(advice);
});
