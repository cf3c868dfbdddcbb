import { createHash, randomBytes } from 'node:crypto';
import { get as request } from 'node:http';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DeleteBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import { imageId } from '@darkroom/catalog';
import { roleName } from '@darkroom/infra';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type EmbeddedStack, startEmbeddedStack } from '../embedded-stack.ts';
import { photo } from '../photo.ts';
import { type Operator, operatorOf } from './operator.ts';

const patience = { timeout: 60_000, interval: 100 };
/** A lease ends with the time of the function that holds it. */
const timeoutSeconds = 13;
const side = 2750;

let stack: EmbeddedStack;
let operator: Operator;
let id: string;
beforeAll(async () => {
  stack = await startEmbeddedStack({
    config: {
      presets: { thumb: { width: 64 } },
      functions: { serveImage: { timeoutSeconds } },
      delivery: { widths: [100, 300, 400, 500, 1200, side] },
    },
  });
  operator = operatorOf(stack.target);
  id = await upload('photo.jpg', await photo(900, 600));
});
afterAll(() => stack.close());

async function upload(key: string, body: Buffer): Promise<string> {
  await operator.upload(key, body);
  // Its addresses answer sooner: with a grey picture, while its variants are made.
  await vi.waitFor(async () => expect(await operator.listed('ready')).toContain(key), patience);
  return imageId(key);
}

async function ask(path: string) {
  const response = await fetch(`${stack.target.deliveryUrl}${path}`);
  return { status: response.status, body: Buffer.from(await response.arrayBuffer()) };
}

/** Compresses to nothing smaller, so a PNG has three bytes a pixel. */
function noise(width: number): Promise<Buffer> {
  const raw = { width, height: width, channels: 3 } as const;
  return sharp(randomBytes(width * width * 3), { raw })
    .png({ compressionLevel: 0 })
    .toBuffer();
}

describe('a picture whose maker is killed is made by the next who asks', () => {
  test.each([
    [100, 'dynamodb', 'PutItem', 1], // the lease
    [300, 's3', 'PutObject', 1], // the picture
    [400, 'dynamodb', 'GetItem', 2], // whether the image is still there
    [500, 'dynamodb', 'DeleteItem', 1], // the lease
  ])('w_%i, killed before %s %s number %i', async (width, service, operation, crashAt) => {
    const path = `/${id}/w_${width}.webp`;
    await operator.inject({
      service,
      operation,
      crashAt,
      role: roleName('darkroom-test-serve-image', stack.target.region),
    });
    const [first, ...others] = await Promise.all([ask(path), ask(path), ask(path)]);
    const statuses = [first, ...others].map(({ status }) => status);
    expect(statuses.filter((status) => status === 502)).toHaveLength(1);
    expect(statuses.filter((status) => ![200, 502, 503].includes(status))).toEqual([]);
    await expect.poll(() => ask(path), patience).toMatchObject({ status: 200 });
    const { body } = await ask(path);
    expect((await sharp(body).metadata()).width).toBe(width);
  });

  test('and again after a reprocess, which leaves nothing that nobody needs', async () => {
    const stored = () => operator.keysIn(stack.target.variantsBucket, `${id}/`);
    const before = await stored();
    expect(before).toHaveLength(5); // the variant, and what was asked for
    expect(await operator.darkroom('reprocess', '--prefix', 'photo.jpg').ended).toBe(0);
    const kept = async () => (await stored()).filter((key) => before.includes(key));
    await expect.poll(kept, patience).toEqual([]);
    expect(await ask(`/${id}/w_300.webp`)).toMatchObject({ status: 200 });

    const run = operator.darkroom('verify', '--json');
    await run.ended;
    const { findings } = z.object({ findings: z.unknown().array() }).parse(JSON.parse(run.output.stdout));
    expect(findings).toEqual([]);
  });
});

describe('a picture of more than 20 MB', () => {
  let path: string;
  let sha256: string;
  beforeAll(async () => {
    const large = await upload('noise.png', await noise(side));
    path = `/${large}/w_${side}.png`;
  });

  test('is made, stored, and sent whole', async () => {
    const { status, body } = await ask(path);
    expect(status).toBe(200);
    expect(body.byteLength).toBeGreaterThan(20 * 1024 ** 2);
    expect(await sharp(body).metadata()).toMatchObject({ width: side, format: 'png' });
    sha256 = digest(body);
  });

  test('keeps nobody waiting for a client that reads slowly, who gets it whole', async () => {
    const slow = await openSlowly(path);
    const others = await Promise.all([ask(path), ask(`/${id}/w_100.webp`), ask(`/${id}/thumb.png`)]);
    expect(others.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(digest(await slow.rest())).toBe(sha256);
  });

  test('is whole for the next after a client that went away in its middle', async () => {
    const large = path.split('/')[1];
    for (const picture of [path, `/${large}/w_1200.png`]) {
      const leaving = await openSlowly(picture);
      leaving.destroy();
      const { status, body } = await ask(picture);
      expect(status).toBe(200);
      await expect(sharp(body).raw().toBuffer()).resolves.toBeInstanceOf(Buffer);
    }
  });
});

test('when CloudFront may no longer read the bucket, files are served all the same, and the metric of the alarm counts them', async () => {
  const Bucket = stack.target.variantsBucket;
  const keyOf = async (image: string) => (await operator.keysIn(Bucket, `${image}/`))[0] ?? '';
  const file = await keyOf(id);
  expect((await ask(`/v/${file}`)).status).toBe(200); // by S3

  const other = await keyOf(await upload('other.jpg', await photo(90, 60)));
  await stack.local.client(S3Client).send(new DeleteBucketPolicyCommand({ Bucket }));
  expect((await ask(`/v/${other}`)).status).toBe(200);

  const logs = stack.local.client(CloudWatchLogsClient);
  const logGroupName = '/aws/lambda/darkroom-test-serve-image';
  const messages = async () => {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }));
    return events.map(({ message = '' }) => message).filter((message) => /^\{/.test(message));
  };
  const counted = async () => {
    const all = (await messages()).map((message) => z.looseObject({}).parse(JSON.parse(message)));
    return all.filter((line) => 'StoredPicturesMissedByCloudFront' in line);
  };
  await expect.poll(counted, patience).toMatchObject([
    {
      service: 'serve-image',
      function_name: 'darkroom-test-serve-image',
      StoredPicturesMissedByCloudFront: 1,
      _aws: { CloudWatchMetrics: [{ Namespace: 'Darkroom', Dimensions: [['service', 'function_name']] }] },
    },
  ]);
  const warnings = (await messages()).filter((message) => message.includes('"WARN"'));
  expect(warnings.some((message) => message.includes(other))).toBe(true);
  expect(warnings.some((message) => message.includes(file))).toBe(false);
});

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** A client that follows a redirect, reads one piece of the answer, and then no more until it is told. */
async function openSlowly(path: string) {
  const head = await fetch(`${stack.target.deliveryUrl}${path}`, { method: 'HEAD' });
  return new Promise<{ rest(): Promise<Buffer>; destroy(): void }>((resolve, reject) => {
    const asked = request(head.url, (response) => {
      const pieces: Buffer[] = [];
      response.once('data', (piece: Buffer) => {
        pieces.push(piece);
        response.pause();
        resolve({
          destroy: () => asked.destroy(),
          async rest() {
            for await (const next of response) pieces.push(next as Buffer);
            return Buffer.concat(pieces);
          },
        });
      });
    }).once('error', reject);
  });
}
