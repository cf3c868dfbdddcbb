import { readFile } from 'node:fs/promises';
import { EventBridgeClient, PutRuleCommand, PutTargetsCommand } from '@aws-sdk/client-eventbridge';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { imageId } from '@darkroom/catalog';
import { verifySignature } from '@darkroom/deliver-webhooks/sign';
import { roleName } from '@darkroom/infra';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { announcementSchema, postForm } from '../upload-form.ts';
import { operatorOf } from './operator.ts';
import { giveSecrets, type Receiver, receiver, secret } from './receiver.ts';

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  image: z.object({
    id: z.string(),
    key: z.string(),
    code: z.string().optional(),
    correlationId: z.string().optional(),
  }),
});
/** With a character that SQS takes in no message. */
const badKey = 'bad \uFFFF.jpg';

let stack: EmbeddedStack;
let shop: Receiver;
let down: Receiver;

/** The types of events that the shop has heard of an image. */
function heard(key: string): string[] {
  return shop.deliveries
    .map(({ body }) => eventSchema.parse(JSON.parse(body)))
    .filter(({ image }) => image.key === key)
    .map(({ type }) => type);
}

beforeAll(async () => {
  [shop, down] = await Promise.all([receiver(204), receiver(503)]);
  stack = await startEmbeddedStack({
    config: {
      presets: { thumb: { width: 32 } },
      webhooks: [
        { name: 'shop', url: shop.url },
        { name: 'down', url: down.url, events: ['image.ready'] },
      ],
      events: {},
      tracing: {},
    },
  });
  await giveSecrets(stack, 'shop', 'down');
});
afterAll(async () => {
  await stack?.close();
  for (const each of [shop, down]) each?.server.close();
});

test('a ready, a failed and a deleted image are each told once, signed, while another endpoint is down', async () => {
  const s3 = stack.local.client(S3Client);
  const Bucket = stack.target.originalsBucket;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'good.jpg', Body: await photo(64, 48) }));
  await s3.send(new PutObjectCommand({ Bucket, Key: badKey, Body: 'no image' }));
  await expect.poll(() => heard('good.jpg'), { timeout: 30_000 }).toEqual(['image.ready']);
  await expect.poll(() => heard(badKey), { timeout: 30_000 }).toEqual(['image.failed']);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'good.jpg' }));
  await expect.poll(() => heard('good.jpg'), { timeout: 30_000 }).toEqual(['image.ready', 'image.deleted']);
  await expect.poll(() => down.deliveries.length, { timeout: 30_000 }).toBeGreaterThan(0);

  const failed = shop.deliveries.find(({ body }) => body.includes('image.failed'));
  expect(eventSchema.parse(JSON.parse(failed?.body ?? '')).image).toEqual({
    id: imageId(badKey),
    key: badKey,
    code: 'UnsupportedFormat',
    correlationId: expect.stringMatching(/^[0-9A-F]{16}$/), // of S3's request
  });
  for (const { headers, body } of shop.deliveries) {
    const signature = String(headers['darkroom-signature']);
    const now = { now: new Date(), toleranceSeconds: 300 };
    expect(verifySignature(signature, secret, body, now)).toBe(true);
    expect(verifySignature(signature, secret, `${body} `, now)).toBe(false);
    expect(headers['darkroom-event-id']).toBe(eventSchema.parse(JSON.parse(body)).id);
  }
});

test('no function holds the secret in its environment', async () => {
  const { Functions = [] } = await stack.local.client(LambdaClient).send(new ListFunctionsCommand({}));
  expect(Functions.map(({ FunctionName }) => FunctionName)).toContain('darkroom-test-deliver-webhooks');
  expect(JSON.stringify(Functions)).not.toContain(secret);
});

const logLineSchema = z.object({
  function: z.string(),
  imageIds: z.array(z.string()),
  message: z.union([
    z.string(),
    z.looseObject({
      correlation_id: z.string().optional(),
      correlation_ids: z.array(z.string()).optional(),
    }),
  ]),
});
const trailSchema = z.object({ spans: z.array(z.object({ name: z.string(), function: z.string() })) });
const statsSchema = z.object({ images: z.number(), byStatus: z.record(z.string(), z.number()) });

test('the totals of GET /stats follow what was uploaded, failed and deleted', async () => {
  const stats = async () => statsSchema.parse(await (await fetch(`${stack.target.apiUrl}/stats`)).json());
  await expect
    .poll(stats, { timeout: 30_000 })
    .toEqual({ images: 1, byStatus: { pending: 0, processing: 0, ready: 0, failed: 1 } });
});

test('one id joins the request that announced an upload, what functions log of it, its record and its webhook', async () => {
  const file = await photo(64, 48);
  const answer = await fetch(`${stack.target.apiUrl}/images`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ filename: 'seen.jpg', contentType: 'image/jpeg', bytes: file.length }),
  });
  const correlationId = answer.headers.get('darkroom-request-id') ?? '';
  const { id, key, upload } = announcementSchema.parse(await answer.json());
  expect(key).toBe(`uploads/${correlationId}/seen.jpg`);
  await postForm(upload, file);
  await expect.poll(() => heard(key)).toEqual(['image.ready']);
  const told = shop.deliveries.find(({ body }) => body.includes(key));
  expect(JSON.parse(told?.body ?? '').image).toMatchObject({ id, correlationId });

  const { darkroom } = operatorOf(stack.target);
  const json = async (...args: string[]): Promise<string> => {
    const { output, ended } = darkroom(...args, '--json');
    expect(await ended, output.stderr).toBe(0);
    return output.stdout;
  };
  expect(JSON.parse(await json('trail', id))).toMatchObject({ status: 'ready', correlationId });
  // One trace, from the request to the webhook.
  const spans = async () => {
    const { spans: found } = trailSchema.parse(JSON.parse(await json('trail', id)));
    return found.map((span) => `${span.function} ${span.name}`);
  };
  await expect.poll(spans, { timeout: 30_000 }).toContain('deliver-webhooks webhook shop');
  expect(await spans()).toEqual(
    expect.arrayContaining([
      'images-api POST /images',
      ...['uploaded', 'catalog.begin', 'originals.read', 'decode', 'render thumb.webp'].map(
        (name) => `process-upload ${name}`,
      ),
      ...['variants.put thumb.webp', 'catalog.finish'].map((name) => `process-upload ${name}`),
      'publish-changes publish',
    ]),
  );
  const logged = (await json('logs', '--correlation', correlationId)).trimEnd().split('\n');
  const messages = logged.map((line) => logLineSchema.parse(JSON.parse(line)));
  const joined = messages.filter(({ message }) =>
    typeof message === 'string'
      ? false
      : (message.correlation_ids ?? [message.correlation_id]).includes(correlationId),
  );
  expect(new Set(joined.map((line) => line.function))).toEqual(
    new Set(['images-api', 'process-upload', 'publish-changes', 'deliver-webhooks']),
  );
  const mute = messages.filter((line) => typeof line.message !== 'string' && !joined.includes(line));
  expect(mute.filter(({ imageIds }) => imageIds.includes(id))).toEqual([]);
});

test('the rule of docs/events.md sends what a webhook got to a queue, and nothing else', async () => {
  const { local, target } = stack;
  const [events, sqs, s3] = [
    local.client(EventBridgeClient),
    local.client(SQSClient),
    local.client(S3Client),
  ];
  const document = await readFile(new URL('../../../../../docs/events.md', import.meta.url), 'utf8');
  const text = document
    .replaceAll('123456789012', '000000000000')
    .replaceAll('darkroom-dev', 'darkroom-test');
  const shown = (file: string) => text.split(`\`${file}\`:\n\n\`\`\`json\n`)[1]?.split('```')[0] ?? '';
  const on = { EventBusName: 'darkroom-test' };
  const QueueName = 'failed-photos';
  const Attributes = JSON.parse(shown('queue-attributes.json'));
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName, Attributes }));
  await events.send(new PutRuleCommand({ Name: QueueName, EventPattern: shown('pattern.json'), ...on }));
  const Targets = [{ Id: 'queue', Arn: `arn:aws:sqs:us-east-1:000000000000:${QueueName}` }];
  await events.send(new PutTargetsCommand({ Rule: QueueName, Targets, ...on }));

  const upload = async (Key: string, Body: Buffer | string) =>
    s3.send(new PutObjectCommand({ Bucket: target.originalsBucket, Key, Body }));
  await upload('uploads/good.jpg', await photo(64, 48));
  await upload('elsewhere.jpg', 'no image');
  await expect.poll(() => heard('uploads/good.jpg')).toEqual(['image.ready']);
  await expect.poll(() => heard('elsewhere.jpg')).toEqual(['image.failed']);
  await upload('uploads/bad.jpg', 'no image');
  let message = '';
  await expect
    .poll(async () => {
      const request = new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 });
      message ||= (await sqs.send(request)).Messages?.[0]?.Body ?? '';
      return message;
    })
    .not.toBe('');
  await expect.poll(() => heard('uploads/bad.jpg')).toEqual(['image.failed']);
  const told = shop.deliveries.find(({ body }) => body.includes('uploads/bad.jpg'));
  expect(JSON.parse(message)).toMatchObject({
    source: 'darkroom',
    'detail-type': 'image.failed',
    detail: JSON.parse(told?.body ?? ''),
  });
});

test('an image that Lambda gave up is told as failed, with the code, and as ready once a redrive has made it', async () => {
  const { inject, upload, failedEvents, darkroom } = operatorOf(stack.target);
  const role = roleName(stack.target.processUploadFunction, stack.target.region);
  const kill = { service: 's3', operation: 'GetObject', role, crashAt: 1 };
  await inject(kill, kill, kill); // in each of Lambda's tries
  await upload('killed.jpg', await photo(64, 48));
  await expect.poll(() => heard('killed.jpg')).toEqual(['image.failed']);
  expect(shop.deliveries.some(({ body }) => body.includes('"code":"Crashed"'))).toBe(true);
  await expect.poll(failedEvents).toEqual({ visible: 1, held: 0 });
  expect(await darkroom('redrive').ended).toBe(0);
  await expect.poll(() => heard('killed.jpg')).toEqual(['image.failed', 'image.ready']);
});

test('an endpoint that never answers delays only its own deliveries: no other endpoint, and no upload', async () => {
  const backlog = 100;
  const hung = await receiver('never');
  const busy = await startEmbeddedStack({
    lambda: { concurrency: 4 },
    config: {
      presets: { thumb: { width: 32 } },
      webhooks: [
        { name: 'hung', url: hung.url, events: ['image.failed'] },
        { name: 'shop', url: shop.url },
      ],
    },
  });
  try {
    await giveSecrets(busy, 'hung', 'shop');
    const sqs = busy.local.client(SQSClient);
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'darkroom-test-webhook-hung' }));
    const MessageBody = JSON.stringify({ id: 'change', type: 'image.failed' });
    const Entries = Array.from({ length: 10 }, (_, index) => ({ Id: String(index), MessageBody }));
    for (let sent = 0; sent < backlog; sent += Entries.length)
      await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    await expect.poll(hung.mostWaiting).toBeGreaterThan(10); // two executions

    const Bucket = busy.target.originalsBucket;
    await busy.local
      .client(S3Client)
      .send(new PutObjectCommand({ Bucket, Key: 'meanwhile.jpg', Body: await photo(64, 48) }));
    await expect.poll(() => heard('meanwhile.jpg')).toEqual(['image.ready']);

    expect(hung.deliveries.length, 'deliveries that were tried').toBeLessThan(backlog);
    expect(hung.mostWaiting()).toBeLessThanOrEqual(20); // of two executions, ten each
  } finally {
    await busy.close();
    hung.server.close();
    hung.server.closeAllConnections();
  }
});
