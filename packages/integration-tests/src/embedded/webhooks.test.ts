import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { imageId } from '@darkroom/catalog';
import { verifySignature } from '@darkroom/deliver-webhooks/sign';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';

interface Delivery {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  image: z.object({ id: z.string(), key: z.string(), code: z.string().optional() }),
});
const secret = 'a secret that stands in no file';

let stack: EmbeddedStack;
let shop: Receiver;
let down: Receiver;

interface Receiver {
  readonly url: string;
  readonly deliveries: Delivery[];
  readonly server: Server;
}

/** A webhook's endpoint that answers `status` to everything. */
async function receiver(status: number): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    deliveries.push({ headers: request.headers, body });
    response.writeHead(status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/hook`, deliveries, server };
}

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
    },
  });
  const ssm = stack.local.client(SSMClient);
  for (const name of ['shop', 'down']) {
    await ssm.send(
      new PutParameterCommand({
        Name: `/darkroom/test/webhooks/${name}`,
        Type: 'SecureString',
        Value: secret,
      }),
    );
  }
});
afterAll(async () => {
  await stack?.close();
  for (const each of [shop, down]) each?.server.close();
});

test('a ready, a failed and a deleted image are each told once, signed, while another endpoint is down', async () => {
  const s3 = stack.local.client(S3Client);
  const Bucket = stack.target.originalsBucket;
  await s3.send(new PutObjectCommand({ Bucket, Key: 'good.jpg', Body: await photo(64, 48) }));
  await s3.send(new PutObjectCommand({ Bucket, Key: 'bad.jpg', Body: 'no image' }));
  await expect.poll(() => heard('good.jpg'), { timeout: 30_000 }).toEqual(['image.ready']);
  await expect.poll(() => heard('bad.jpg'), { timeout: 30_000 }).toEqual(['image.failed']);
  await s3.send(new DeleteObjectCommand({ Bucket, Key: 'good.jpg' }));
  await expect.poll(() => heard('good.jpg'), { timeout: 30_000 }).toEqual(['image.ready', 'image.deleted']);
  await expect.poll(() => down.deliveries.length, { timeout: 30_000 }).toBeGreaterThan(0);

  const failed = shop.deliveries.find(({ body }) => body.includes('image.failed'));
  expect(eventSchema.parse(JSON.parse(failed?.body ?? '')).image).toEqual({
    id: imageId('bad.jpg'),
    key: 'bad.jpg',
    code: 'UnsupportedFormat',
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

const statsSchema = z.object({ images: z.number(), byStatus: z.record(z.string(), z.number()) });

test('the totals of GET /stats follow what was uploaded, failed and deleted', async () => {
  const stats = async () => statsSchema.parse(await (await fetch(`${stack.target.apiUrl}/stats`)).json());
  await expect
    .poll(stats, { timeout: 30_000 })
    .toEqual({ images: 1, byStatus: { pending: 0, processing: 0, ready: 0, failed: 1 } });
});
