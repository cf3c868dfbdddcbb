import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { session } from '@darkroom/localstack-client';
import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from './embedded-stack.ts';
import { photo } from './images.ts';

const uploads = Number(process.env.DARKROOM_BURST ?? 1000);

let stack: EmbeddedStack | undefined;
afterEach(() => stack?.close());

const pageSchema = z.object({
  images: z.array(z.object({ key: z.string(), variants: z.array(z.unknown()) })),
  cursor: z.string().optional(),
});

/** Keys of all images in a status, as often as the listing has them. */
async function listed(apiUrl: string, status: string): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100', status, ...(cursor && { cursor }) });
    const page = pageSchema.parse(await (await fetch(`${apiUrl}/images?${query}`)).json());
    keys.push(...page.images.map(({ key }) => key));
    cursor = page.cursor;
  } while (cursor);
  return keys;
}

test(`${uploads} uploads in one burst at an account concurrency of 10 are all done, none lost, none listed twice`, async () => {
  stack = await startEmbeddedStack({ lambda: { concurrency: 10 } });
  const { endpoint, region, originalsBucket, apiUrl } = stack.target;
  const local = session({ ...(endpoint && { endpoint }), region });
  const s3 = local.client(S3Client);
  const original = await photo(120, 80);
  const keys = Array.from({ length: uploads }, (_, index) => `burst/${String(index).padStart(4, '0')}.jpg`);
  await Promise.all(
    keys.map((Key) => s3.send(new PutObjectCommand({ Bucket: originalsBucket, Key, Body: original }))),
  );

  const ready = () => listed(apiUrl, 'ready');
  await expect
    .poll(async () => (await ready()).length, { timeout: 280_000, interval: 1000 })
    .toBeGreaterThanOrEqual(uploads);
  expect((await ready()).sort()).toEqual(keys);

  const sqs = local.client(SQSClient);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'darkroom-test-failed-events' }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
}, 300_000);
