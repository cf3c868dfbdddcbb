import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { DisableKeyCommand, EnableKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { imageId } from '@darkroom/catalog';
import { roleName } from '@darkroom/infra';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { announcementSchema, postForm } from '../upload-form.ts';
import { operatorOf } from './operator.ts';
import { permissionsIn } from './permissions.ts';

const patience = { timeout: 20_000, interval: 200 };

// A cloud of its own: while a permission is away nobody else may need it.
let stack: EmbeddedStack;
let s3: S3Client;
let permissions: ReturnType<typeof permissionsIn>;
let original: Buffer;

beforeAll(async () => {
  // Nobody listens there: each delivery fails, and is to be postponed.
  const webhooks = [{ name: 'down', url: 'http://127.0.0.1:9/' }];
  stack = await startEmbeddedStack({
    config: {
      presets: { thumb: { width: 32 } },
      webhooks,
      events: {},
      delivery: { access: 'signed' },
      duplicates: 'copy',
      encryption: { key: 'own' },
      uploaders: [{ name: 'scanner', prefix: 'scans/' }],
    },
  });
  s3 = stack.local.client(S3Client);
  permissions = permissionsIn(stack);
  original = await photo(64, 48);
});
afterAll(() => stack.close());

function put(key: string) {
  return s3.send(new PutObjectCommand({ Bucket: stack.target.originalsBucket, Key: key, Body: original }));
}

async function statusOf(key: string): Promise<unknown> {
  const image = await fetch(`${stack.target.apiUrl}/images/${imageId(key)}`);
  return z
    .object({ status: z.string() })
    .partial()
    .parse(await image.json()).status;
}

function tagged(image: string, tags: readonly string[]) {
  const headers = { 'content-type': 'application/json' };
  return fetch(image, { method: 'PATCH', headers, body: JSON.stringify({ tags }) });
}

describe('each permission of a function is one it needs: without it AWS says AccessDenied', () => {
  test('images-api: ssm:GetParametersByPath', async () => {
    const functionName = stack.target.imagesApiFunction;
    await permissions.without(functionName, 'ssm:GetParametersByPath', async () => {
      await put('listed.jpg');
      await expect.poll(async () => (await fetch(`${stack.target.apiUrl}/images`)).status).toBe(500);
      await permissions.denialLogged(functionName, 'ssm:GetParametersByPath');
    });
  });

  test.each([
    ...['s3:GetObject', 's3:PutObject', 'kms:Decrypt', 'kms:GenerateDataKey'],
    ...['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
  ])('process-upload: %s', async (action) => {
    const functionName = stack.target.processUploadFunction;
    await permissions.without(functionName, action, async () => {
      await put(`without-${action.replace(':', '-')}.jpg`);
      await permissions.denialLogged(functionName, action);
    });
  });

  test('process-upload: s3:GetObject of variants, to copy those of an image with the same bytes', async () => {
    const { processUploadFunction, variantsBucket } = stack.target;
    const logs = stack.local.client(CloudWatchLogsClient);
    const logGroupName = `/aws/lambda/${processUploadFunction}`;
    await put('first.jpg');
    await expect.poll(() => statusOf('first.jpg'), patience).toBe('ready');
    await put('second.jpg');
    const isCopied = async () => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
      return events.some(({ message }) => message?.includes('copiedFrom') && message.includes('second.jpg'));
    };
    await expect.poll(isCopied, patience).toBe(true);
    await permissions.without(
      processUploadFunction,
      's3:GetObject',
      async () => {
        await put('third.jpg');
        await permissions.denialLogged(processUploadFunction, 's3:GetObject', variantsBucket);
      },
      variantsBucket,
    );
  });

  test('process-upload: s3:DeleteObject', async () => {
    const functionName = stack.target.processUploadFunction;
    const images = `${stack.target.apiUrl}/images`;
    const announced = await fetch(images, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ filename: 'a.jpg', contentType: 'image/jpeg', bytes: original.length }),
    });
    const { id, upload } = announcementSchema.parse(await announced.json());
    await fetch(`${images}/${id}`, { method: 'DELETE' });
    await permissions.without(functionName, 's3:DeleteObject', async () => {
      // The function also deletes variants, but this image has none.
      await postForm(upload, original);
      await permissions.denialLogged(functionName, 's3:DeleteObject');
    });
  });

  test('process-upload and record-failure: dynamodb:DeleteItem, for the tags of a deleted image', async () => {
    const { apiUrl, originalsBucket, processUploadFunction, recordFailureFunction } = stack.target;
    const image = `${apiUrl}/images/${imageId('tagged.jpg')}`;
    await put('tagged.jpg');
    await expect.poll(async () => (await fetch(image)).status).toBe(200);
    await tagged(image, ['beach']);
    await permissions.without(processUploadFunction, 'dynamodb:DeleteItem', () =>
      permissions.without(recordFailureFunction, 'dynamodb:DeleteItem', async () => {
        await s3.send(new DeleteObjectCommand({ Bucket: originalsBucket, Key: 'tagged.jpg' }));
        await permissions.denialLogged(processUploadFunction, 'dynamodb:DeleteItem');
        await permissions.denialLogged(recordFailureFunction, 'dynamodb:DeleteItem');
      }),
    );
  });

  test('images-api: dynamodb:DeleteItem, for tags that are taken back', async () => {
    const functionName = stack.target.imagesApiFunction;
    const image = `${stack.target.apiUrl}/images/${imageId('untagged.jpg')}`;
    await put('untagged.jpg');
    await expect.poll(async () => (await fetch(image)).status).toBe(200);
    await tagged(image, ['beach']);
    await permissions.without(functionName, 'dynamodb:DeleteItem', async () => {
      await tagged(image, []);
      await permissions.denialLogged(functionName, 'dynamodb:DeleteItem');
    });
  });

  test.each(['dynamodb:GetItem', 'dynamodb:PutItem'])('record-failure: %s', async (action) => {
    const functionName = stack.target.recordFailureFunction;
    // Without the original's permission, too, there is a failure to record.
    await permissions.without(stack.target.processUploadFunction, 's3:GetObject', () =>
      permissions.without(functionName, action, async () => {
        await put(`unrecorded-${action.replace(':', '-')}.jpg`);
        await permissions.denialLogged(functionName, action);
      }),
    );
  });

  test.each([
    'dynamodb:BatchGetItem',
    'dynamodb:PutItem',
    'dynamodb:UpdateItem',
    'sqs:SendMessage',
    'events:PutEvents',
  ])('publish-changes: %s', async (action) => {
    const functionName = stack.target.publishChangesFunction;
    await permissions.without(functionName, action, async () => {
      await put(`unpublished-${action.replace(':', '-')}.jpg`);
      await permissions.denialLogged(functionName, action);
    });
  });

  test('invalidate-cache: cloudfront:CreateInvalidation', async () => {
    const functionName = 'darkroom-test-invalidate-cache';
    await put('deleted.jpg');
    const url = `${stack.target.apiUrl}/images/${imageId('deleted.jpg')}`;
    await expect.poll(async () => (await fetch(url)).status).toBe(200);
    await permissions.without(functionName, 'cloudfront:CreateInvalidation', async () => {
      await fetch(url, { method: 'DELETE' });
      await permissions.denialLogged(functionName, 'cloudfront:CreateInvalidation');
    });
  });

  test.each(['ssm:GetParameter', 'sqs:ChangeMessageVisibility'])('deliver-webhooks: %s', async (action) => {
    const functionName = 'darkroom-test-deliver-webhooks';
    await permissions.without(functionName, action, async () => {
      await put(`undelivered-${action.replace(':', '-')}.jpg`);
      await permissions.denialLogged(functionName, action);
    });
  });

  test.each([
    ['dynamodb:Query', '/images', 'GET'],
    ['dynamodb:BatchGetItem', '/images', 'GET'],
    ['dynamodb:GetItem', `/images/${'0'.repeat(32)}`, 'GET'],
  ])('images-api: %s', async (action, path, method) => {
    const functionName = stack.target.imagesApiFunction;
    await permissions.without(functionName, action, async () => {
      expect((await fetch(`${stack.target.apiUrl}${path}`, { method })).status).toBe(500);
      await permissions.denialLogged(functionName, action);
    });
  });
});

test('an instance uploads below its prefix and does nothing else, whatever somebody attaches to its role', async () => {
  const { originalsBucket: Bucket, region } = stack.target;
  const RoleName = roleName('darkroom-test-upload-scanner', region);
  const { Credentials } = await stack.local.client(STSClient).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::000000000000:role/${RoleName}`,
      RoleSessionName: 'i-1',
    }),
  );
  const instance = new S3Client({
    ...{ endpoint: stack.local.endpoint, region, forcePathStyle: true, maxAttempts: 1 },
    credentials: {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  onTestFinished(() => instance.destroy());
  const upload = (Key: string) => instance.send(new PutObjectCommand({ Bucket, Key, Body: original }));
  const others = [
    () => upload('elsewhere.jpg'),
    () => upload('scans.jpg'),
    () => instance.send(new GetObjectCommand({ Bucket, Key: 'scans/1.jpg' })),
    () => instance.send(new DeleteObjectCommand({ Bucket, Key: 'scans/1.jpg' })),
    () => instance.send(new ListObjectsV2Command({ Bucket, Prefix: 'scans/' })),
  ];
  await upload('scans/1.jpg');
  await expect.poll(() => statusOf('scans/1.jpg'), patience).toBe('ready');
  for (const other of others) await expect(other()).rejects.toMatchObject({ name: 'AccessDenied' });

  const everything = { Effect: 'Allow', Action: ['s3:*', 'kms:*'], Resource: '*' };
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [everything] });
  await stack.local
    .client(IAMClient)
    .send(new PutRolePolicyCommand({ RoleName, PolicyName: 'wide', PolicyDocument }));
  for (const other of others) await expect(other()).rejects.toMatchObject({ name: 'AccessDenied' });
});

test('while its key is disabled a photo is neither taken nor shown; one that came just before ends as failed, and a redrive makes it', async () => {
  const kms = stack.local.client(KMSClient);
  const operator = operatorOf(stack.target);
  const KeyId = 'alias/darkroom-test';
  const role = roleName(stack.target.processUploadFunction, stack.target.region);
  await put('before.jpg');
  await expect.poll(() => statusOf('before.jpg'), patience).toBe('ready');
  const [stored] = await operator.keysIn(stack.target.variantsBucket, imageId('before.jpg'));
  const read = () => s3.send(new GetObjectCommand({ Bucket: stack.target.variantsBucket, Key: stored }));
  const before = await operator.failedEvents();

  await operator.inject({ service: 's3', operation: 'GetObject', role, latencyMs: 1000 });
  await put('just-before.jpg');
  await kms.send(new DisableKeyCommand({ KeyId }));
  await expect(put('meanwhile.jpg')).rejects.toMatchObject({ name: 'KMS.DisabledException' });
  await expect(read()).rejects.toMatchObject({ name: 'KMS.DisabledException' });
  await expect.poll(() => statusOf('just-before.jpg'), patience).toBe('failed');
  await expect.poll(operator.failedEvents, patience).toEqual({ visible: before.visible + 1, held: 0 });

  await kms.send(new EnableKeyCommand({ KeyId }));
  await operator.inject();
  expect(await operator.darkroom('redrive').ended).toBe(0);
  await expect.poll(() => statusOf('just-before.jpg'), patience).toBe('ready');
  await read();
});
