import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import {
  CloudFrontClient,
  GetInvalidationCommand,
  ListDistributionsCommand,
  ListInvalidationsCommand,
} from '@aws-sdk/client-cloudfront';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { imageId } from '@darkroom/catalog';
import { parseFailedEvent } from '@darkroom/cli/operations/failed-event';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { lacking, stepExamples } from './step-examples.ts';

const skipped = lacking.length > 0 ? ` (without ${lacking.join(' and ')}, which this machine lacks)` : '';
const patience = { timeout: 60_000, interval: 200 };

let stack: EmbeddedStack;
let folder: string;
beforeAll(async () => {
  const { added, steps, ...examples } = await stepExamples();
  folder = examples.folder;
  const square = { width: 100, height: 100, fit: 'cover', focus: 'own', formats: ['webp'] } as const;
  stack = await startEmbeddedStack({ added, config: { presets: { square }, steps } });
});
afterAll(async () => {
  await stack?.close();
  await rm(folder, { recursive: true, force: true });
});

const point = z.object({ x: z.number(), y: z.number() });
const imageSchema = z.object({
  status: z.string(),
  code: z.string().optional(),
  reason: z.string().optional(),
  title: z.string().optional(),
  tags: z.array(z.string()).default([]),
  focalPoint: point.optional(),
});
type Image = z.output<typeof imageSchema>;

const read = async (key: string): Promise<Image | undefined> => {
  const response = await fetch(`${stack.target.apiUrl}/images/${imageId(key)}`);
  return response.ok ? imageSchema.parse(await response.json()) : undefined;
};
const put = (Key: string, Body: Uint8Array) =>
  stack.local
    .client(S3Client)
    .send(new PutObjectCommand({ Bucket: stack.target.originalsBucket, Key, Body }));

/** The paths that CloudFront was told to forget. */
async function invalidated(): Promise<string[]> {
  const cloudFront = stack.local.client(CloudFrontClient);
  const { DistributionList } = await cloudFront.send(new ListDistributionsCommand({}));
  const DistributionId = DistributionList?.Items?.[0]?.Id;
  const { InvalidationList } = await cloudFront.send(new ListInvalidationsCommand({ DistributionId }));
  const made = await Promise.all(
    (InvalidationList?.Items ?? []).map(({ Id }) =>
      cloudFront.send(new GetInvalidationCommand({ DistributionId, Id })),
    ),
  );
  return made.flatMap(({ Invalidation }) => Invalidation?.InvalidationBatch?.Paths?.Items ?? []);
}

test(`steps in four languages say what they know of a photo${skipped}`, async () => {
  await put('holiday/summer_at-sea.jpg', await photo(600, 400));
  const tags = [
    ...(lacking.includes('python3 with boto3') ? [] : ['checked']),
    ...(lacking.includes('javac 17') ? [] : ['landscape']),
    expect.stringMatching(/^#[0-9a-f]{6}$/),
  ];
  await expect
    .poll(async () => (await read('holiday/summer_at-sea.jpg'))?.tags.toSorted().reverse(), patience)
    .toEqual(tags.toSorted().reverse());
  expect(await read('holiday/summer_at-sea.jpg')).toMatchObject({
    status: 'ready',
    title: 'summer at sea',
    focalPoint: { x: 0.5, y: 0.33 },
  });
});

test.skipIf(lacking.includes('python3 with boto3'))(
  'a veto fails the image with its reason, and takes away what was shown of it (skipped without python3 and boto3)',
  async () => {
    await put('secret.jpg', await photo(300, 200, 3));
    await expect.poll(() => read('secret.jpg'), patience).toMatchObject({ status: 'ready' });
    const bytes = await photo(300, 200, 1);
    const eTag = createHash('md5').update(bytes).digest('hex');
    await stack.local.client(DynamoDBClient).send(
      new PutItemCommand({
        TableName: stack.target.tableName,
        Item: { pk: { S: 'blocked' }, eTags: { SS: [eTag] } },
      }),
    );
    await put('secret.jpg', bytes);
    await expect.poll(() => read('secret.jpg'), patience).toMatchObject({ status: 'failed' });
    expect(await read('secret.jpg')).toMatchObject({
      code: 'Vetoed',
      reason: 'This photo is on the list of those that nobody may show.',
    });
    const list = { Bucket: stack.target.variantsBucket, Prefix: imageId('secret.jpg') };
    const stored = async () =>
      (await stack.local.client(S3Client).send(new ListObjectsV2Command(list))).KeyCount;
    await expect.poll(stored, patience).toBe(0); // the record changes first
    await expect.poll(invalidated, patience).toContain(`/v/${imageId('secret.jpg')}/*`);
  },
);

test('a step that keeps failing is left to a redrive, and the image stays ready', async () => {
  await put('flaky.jpg', await photo(200, 300, 2));
  const sqs = stack.local.client(SQSClient);
  const QueueUrl = `${stack.target.endpoint}/000000000000/darkroom-test-failed-events`;
  const subjects: (string | undefined)[] = [];
  await expect
    .poll(async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl }));
      subjects.push(...Messages.map(({ Body = '' }) => parseFailedEvent(Body)?.subject));
      return subjects;
    }, patience)
    .toEqual(['step unsteady flaky.jpg']);
  expect((await read('flaky.jpg'))?.status).toBe('ready');
});
