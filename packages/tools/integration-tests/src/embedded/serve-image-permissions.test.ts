import { DeleteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { imageId } from '@darkroom/catalog';
import { readDeliveryKeys } from '@darkroom/delivery-keys';
import { type Extension, imageUrls } from '@darkroom/image-url';
import { createSigner, type Signer } from '@darkroom/image-url/sign';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { permissionsIn } from './permissions.ts';

const functionName = 'darkroom-test-serve-image';

// A cloud of its own: while a permission is away nobody else may need it.
let stack: EmbeddedStack;
let s3: S3Client;
let permissions: ReturnType<typeof permissionsIn>;
let signer: Signer;
/** ARN of the bucket. */
let originals: string;

beforeAll(async () => {
  stack = await startEmbeddedStack({
    config: { presets: { thumb: { width: 32 } }, delivery: { access: 'signed' } },
  });
  s3 = stack.local.client(S3Client);
  permissions = permissionsIn(stack);
  originals = `arn:aws:s3:::${stack.target.originalsBucket}`;
  const [key] = await readDeliveryKeys(stack.local.client(SSMClient), '/darkroom/test/delivery-keys');
  if (!key) throw new Error('A stack whose pictures are signed has a key.');
  signer = createSigner(key);
});
afterAll(() => stack.close());

/** An image whose variants are ready. Answers its id. */
async function image(Key: string, width = 700, height = 500): Promise<string> {
  const Body = await photo(width, height);
  await s3.send(new PutObjectCommand({ Bucket: stack.target.originalsBucket, Key, Body }));
  const id = imageId(Key);
  const readId = async () => (await fetch(`${stack.target.apiUrl}/images/${id}`)).text();
  await expect.poll(readId).toContain('"ready"');
  return id;
}

/** In a format in which nobody has asked for it before, else CloudFront has it. */
const preset = async (id: string, format: Extension) =>
  fetch(
    imageUrls({ base: stack.target.deliveryUrl }).preset(id, 'thumb', { format, token: signer.presets(id) }),
  );

/** A picture that nobody has asked for before. */
function madeOnDemand(id: string, w: number) {
  const urls = imageUrls({ base: stack.target.deliveryUrl });
  return fetch(urls.transform(id, { w }, { format: 'png', token: signer.transform(id, { w }) }));
}

describe('each permission of serve-image is one it needs: without it AWS says AccessDenied', () => {
  let made: Promise<string> | undefined;
  const served = () => {
    made ??= image('served.jpg');
    return made;
  };

  test.each([
    ['ssm:GetParametersByPath', 'webp'],
    ['dynamodb:GetItem', 'jpg'],
    ['s3:GetObject', 'png'],
  ] as const)('%s', async (action, format) => {
    const id = await served();
    await permissions.without(functionName, action, async () => {
      expect((await preset(id, format)).status).toBeGreaterThanOrEqual(500);
      await permissions.denialLogged(functionName, action);
    });
    expect((await preset(id, format)).status).toBe(200);
  });

  test.each([
    ['s3:ListBucket', 101],
    ['dynamodb:PutItem', 102],
    ['s3:PutObject', 103],
    ['s3:PutObjectTagging', 104],
    ['dynamodb:DeleteItem', 105],
  ])('%s, to make a picture', async (action, width) => {
    const id = await served();
    await permissions.without(functionName, action, async () => {
      expect((await madeOnDemand(id, width)).status).toBeGreaterThanOrEqual(500);
      await permissions.denialLogged(functionName, action);
    });
  });

  test('s3:GetObject, of the original', async () => {
    const id = await served();
    const body = async () => {
      expect((await madeOnDemand(id, 106)).status).toBeGreaterThanOrEqual(500);
      await permissions.denialLogged(functionName, 's3:GetObject', `${originals}/served.jpg`);
    };
    await permissions.without(functionName, 's3:GetObject', body, originals);
  });

  test('s3:ListBucket, to be told that an original is gone', async () => {
    const gone = await image('gone.jpg');
    // Without this permission process-upload does not tell the catalog.
    await permissions.without(stack.target.processUploadFunction, 'dynamodb:GetItem', async () => {
      const Bucket = stack.target.originalsBucket;
      await s3.send(new DeleteObjectCommand({ Bucket, Key: 'gone.jpg' }));
      const body = async () => {
        expect((await madeOnDemand(gone, 107)).status).toBeGreaterThanOrEqual(500);
        await permissions.denialLogged(functionName, 's3:ListBucket', originals);
      };
      await permissions.without(functionName, 's3:ListBucket', body, originals);
    });
  });

  test('s3:DeleteObject, of a picture whose image was deleted while it was made', async () => {
    const deleted = await image('deleted.jpg', 3000, 2000);
    const dynamodb = stack.local.client(DynamoDBClient);
    const TableName = stack.target.tableName;
    await permissions.without(functionName, 's3:DeleteObject', async () => {
      const answer = madeOnDemand(deleted, 2500);
      // Its lease says that it is being made.
      await expect
        .poll(
          async () => {
            const { Items = [] } = await dynamodb.send(new ScanCommand({ TableName }));
            return Items.some(({ pk }) => pk?.S?.startsWith(`lease#${deleted}/`));
          },
          { interval: 5 },
        )
        .toBe(true);
      await dynamodb.send(new DeleteItemCommand({ TableName, Key: { pk: { S: `image#${deleted}` } } }));
      expect((await answer).status).toBeGreaterThanOrEqual(500);
      await permissions.denialLogged(functionName, 's3:DeleteObject');
    });
  });
});
