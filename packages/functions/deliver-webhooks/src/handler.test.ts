import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { untraced } from '@darkroom/lambda-kit';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { backoffSeconds, createHandler, type Dependencies } from './handler.ts';
import { post } from './post.ts';
import { verifySignature } from './sign.ts';

const event = {
  id: 'change-1',
  type: 'image.ready',
  createdAt: '2026-01-01T00:00:00.000Z',
  image: { id: 'a'.repeat(32), key: 'uploads/ü +%.jpg', version: '0055AED6' },
};

let server: Server;
let url: string;
let received: { headers: IncomingHttpHeaders; body: string }[];
let status: number;

beforeEach(async () => {
  received = [];
  status = 204;
  server = createServer(async (request, response) => {
    const chunks = await request.toArray();
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    response.writeHead(status, status === 302 ? { location: 'http://169.254.169.254/' } : {}).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
});
afterEach(() => server.close());

function handlerWith(overrides: Partial<Dependencies> = {}) {
  const postponed: [string, number][] = [];
  const logged: { message: string; fields: Record<string, unknown> }[] = [];
  const log = (message: string, fields: Record<string, unknown>) => void logged.push({ message, fields });
  const handler = createHandler({
    endpoints: [
      { name: 'shop', url, queueUrl: queueUrl('shop') },
      { name: 'down', url: 'http://127.0.0.1:1/', queueUrl: queueUrl('down') },
    ],
    secretOf: async () => 'a secret',
    post: (to, body, headers) => post(to, body, headers, { timeoutMs: 5000, allowPrivateAddresses: true }),
    postpone: async (queue, _, seconds) => void postponed.push([queue, seconds]),
    tracing: untraced,
    log: { info: log, warn: log },
    now: () => new Date('2026-01-01T00:00:10Z'),
    ...overrides,
  });
  return { handler, postponed, logged };
}

const queueUrl = (endpoint: string) => `https://sqs.example/123456789012/darkroom-test-webhook-${endpoint}`;

function sqsEvent(...deliveries: { endpoint: string; attempt?: number; body?: string }[]): SQSEvent {
  const records = deliveries.map(({ endpoint, attempt = 1, body = JSON.stringify(event) }, index) => ({
    messageId: `message-${index}`,
    receiptHandle: `receipt-${index}`,
    body,
    eventSourceARN: `arn:aws:sqs:us-east-1:123456789012:darkroom-test-webhook-${endpoint}`,
    attributes: { ApproximateReceiveCount: String(attempt) },
  }));
  return { Records: records } as unknown as SQSEvent;
}

test('an alarm of CloudWatch arrives as an event, with the same id each time', async () => {
  const { handler } = handlerWith();
  const body = JSON.stringify({
    AlarmName: 'darkroom-prod-failed-events',
    AlarmDescription: 'Lambda gave up on uploads or removals.',
    AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:darkroom-prod-failed-events',
    NewStateValue: 'ALARM',
    OldStateValue: 'OK',
    NewStateReason: 'Threshold Crossed: 1 datapoint [3.0] was greater than the threshold (0.0).',
    StateChangeTime: '2026-01-01T00:00:00.123+0000',
  });
  await handler(sqsEvent({ endpoint: 'shop', body }, { endpoint: 'shop', body, attempt: 2 }));

  const [first, again] = received;
  expect(JSON.parse(first?.body ?? '')).toEqual({
    id: first?.headers['darkroom-event-id'],
    type: 'alarm',
    createdAt: '2026-01-01T00:00:00.123Z',
    alarm: {
      name: 'darkroom-prod-failed-events',
      state: 'ALARM',
      reason: 'Threshold Crossed: 1 datapoint [3.0] was greater than the threshold (0.0).',
      description: 'Lambda gave up on uploads or removals.',
    },
  });
  const signature = String(first?.headers['darkroom-signature']);
  const now = new Date('2026-01-01T00:00:10Z');
  expect(verifySignature(signature, 'a secret', first?.body ?? '', { now, toleranceSeconds: 300 })).toBe(
    true,
  );
  expect(again?.body).toBe(first?.body);
});

test('a delivery carries the event and a signature that the receiver can verify', async () => {
  const { handler } = handlerWith();
  expect(await handler(sqsEvent({ endpoint: 'shop' }))).toEqual({ batchItemFailures: [] });

  const [delivery] = received;
  expect(JSON.parse(delivery?.body ?? '')).toEqual(event);
  const header = String(delivery?.headers['darkroom-signature']);
  const now = new Date('2026-01-01T00:01:00Z');
  expect(verifySignature(header, 'a secret', delivery?.body ?? '', { now, toleranceSeconds: 300 })).toBe(
    true,
  );
  expect(verifySignature(header, 'another', delivery?.body ?? '', { now, toleranceSeconds: 300 })).toBe(
    false,
  );
  expect(verifySignature(header, 'a secret', 'another body', { now, toleranceSeconds: 300 })).toBe(false);
  const later = new Date('2026-01-01T01:00:00Z');
  expect(
    verifySignature(header, 'a secret', delivery?.body ?? '', { now: later, toleranceSeconds: 300 }),
  ).toBe(false);
});

test('an endpoint that is down delays only its own deliveries, longer each time', async () => {
  const { handler, postponed } = handlerWith();
  const answer = await handler(sqsEvent({ endpoint: 'down', attempt: 3 }, { endpoint: 'shop' }));
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }]);
  expect(received).toHaveLength(1);
  expect(postponed).toEqual([[queueUrl('down'), 60]]);
});

test.each([302, 400, 500])(
  'an answer of %i is a failed delivery, and a redirect is not followed',
  async (answered) => {
    status = answered;
    const { handler } = handlerWith();
    expect((await handler(sqsEvent({ endpoint: 'shop' }))).batchItemFailures).toHaveLength(1);
    expect(received).toHaveLength(1);
  },
);

test('a delivery that cannot be postponed is retried all the same, and the others in its batch are not', async () => {
  const { handler, logged } = handlerWith({ postpone: () => Promise.reject(new Error('SQS is away')) });
  const answer = await handler(sqsEvent({ endpoint: 'shop' }, { endpoint: 'down' }, { endpoint: 'shop' }));
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'message-1' }]);
  expect(received).toHaveLength(2);
  expect(logged).toContainEqual({
    message: 'The next attempt could not be postponed',
    fields: { endpoint: 'down', messageId: 'message-1', reason: 'Error: SQS is away' },
  });
});

test('a body with fields that this version does not know is sent unchanged', async () => {
  const { handler } = handlerWith();
  const body = '{"id":"change-2","type":"image.archived","image":{"key":"\\uffff"},"new":1}';
  expect(await handler(sqsEvent({ endpoint: 'shop', body }))).toEqual({ batchItemFailures: [] });
  expect(received.map((delivery) => delivery.body)).toEqual([body]);
});

test('a delivery for an endpoint that this version does not know stays in the queue', async () => {
  const { handler, logged } = handlerWith();
  const answer = await handler(sqsEvent({ endpoint: 'new' }));
  expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }]);
  expect(logged).toEqual([
    {
      message: 'No endpoint is configured for this queue',
      fields: { queue: 'darkroom-test-webhook-new', messageId: 'message-0' },
    },
  ]);
});

test.each(['no JSON', '{"type":"image.ready"}', '[]'])(
  'the message %s is logged as unreadable and fails, so that its queue moves it to the dead-letter queue in the end',
  async (body) => {
    const { handler, postponed, logged } = handlerWith();
    const answer = await handler(sqsEvent({ endpoint: 'shop', body, attempt: 2 }, { endpoint: 'shop' }));
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'message-0' }]);
    expect(received).toHaveLength(1);
    expect(postponed).toEqual([[queueUrl('shop'), 30]]);
    expect(logged[0]?.fields).toMatchObject({ endpoint: 'shop', code: 'Unreadable' });
  },
);

test.each([
  'http://127.0.0.1:80/',
  'http://localhost:80/', // refused after DNS resolution
  'http://[::1]/',
  'http://[::ffff:127.0.0.1]/',
  'http://10.0.0.1/',
  'http://192.168.1.1/',
  'http://172.16.0.1/',
  'http://169.254.169.254/latest/meta-data/',
  'http://0.0.0.0/',
  'http://2130706433/',
  'http://0x7f.1/',
  'file:///etc/passwd',
])('posting to %s is refused', async (address) => {
  const options = { timeoutMs: 2000, allowPrivateAddresses: false };
  await expect(post(address, '{}', {}, options)).rejects.toMatchObject({ code: 'Refused' });
});

test('the delay doubles up to an hour', () => {
  expect([1, 2, 3, 20].map(backoffSeconds)).toEqual([15, 30, 60, 3600]);
});
