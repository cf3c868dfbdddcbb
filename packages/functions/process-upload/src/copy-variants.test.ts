import { randomUUID } from 'node:crypto';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog, type FocalPoint, imageId } from '@darkroom/catalog';
import { createTableInput } from '@darkroom/catalog/create-table-input';
import { s3Originals, s3Variants } from '@darkroom/image-store';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { developWith } from './develop.ts';
import type { Pipeline } from './pipeline.ts';
import { processImage } from './process-image.ts';

const config = parseConfig({
  presets: {
    thumb: { width: 8, formats: ['webp', 'jpeg'], quality: { target: 80 } },
    face: { width: 4, height: 4, fit: 'cover', focus: 'own', formats: ['png'] },
  },
});
const capacity = { memoryMb: 1769, timeoutSeconds: 120 };

let cloud: LocalAws;
let s3: S3Client;
let pipeline: Pipeline;
let versions = 0;

beforeAll(async () => {
  cloud = await startLocalAws({ port: 0 });
  const { endpoint, region } = cloud;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true });
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials });
  for (const Bucket of ['originals', 'variants']) await s3.send(new CreateBucketCommand({ Bucket }));
  await dynamodb.send(new CreateTableCommand(createTableInput('images')));
  pipeline = {
    catalog: createCatalog({ client: DynamoDBDocumentClient.from(dynamodb), tableName: 'images' }),
    originals: s3Originals(s3, 'originals', config.limits.maxBytes),
    variants: s3Variants(s3, 'variants', 'public'),
    develop: developWith(config, capacity),
    recipe: 'today',
  };
});
afterAll(() => cloud.close());

/** A photo that no other test has. */
function photo(): Promise<Buffer> {
  const create = { width: 16, height: 12, channels: 3, background: '#336699' } as const;
  return sharp({ create })
    .withExif({ IFD0: { Model: 'Camera', ImageDescription: randomUUID() } })
    .jpeg()
    .toBuffer();
}

/** What S3 tells the function of an image that `owner` has announced and uploaded. */
async function arrived(owner: string | undefined, bytes: Uint8Array) {
  const key = `uploads/${randomUUID()}/photo.jpg`;
  await pipeline.catalog.announce(key, owner);
  const put = new PutObjectCommand({ Bucket: 'originals', Key: key, Body: bytes });
  const { ETag = '' } = await s3.send(put);
  const version = (++versions).toString(16).padStart(8, '0');
  return { type: 'uploaded', key, version, eTag: ETag.replaceAll('"', '') } as const;
}

async function upload(owner: string | undefined, bytes: Uint8Array, changed: Partial<Pipeline> = {}) {
  const event = await arrived(owner, bytes);
  return { event, ...(await processed(event, changed)) };
}

type Event = Awaited<ReturnType<typeof arrived>>;

async function processed(
  event: Event | (Omit<Event, 'type'> & { type: 'reprocess' }),
  changed: Partial<Pipeline> = {},
) {
  const outcome = await processImage(event, { ...pipeline, ...changed });
  const image = await pipeline.catalog.get(imageId(event.key));
  if (!image || outcome.status !== 'ready') throw new Error(`The image is ${outcome.status}.`);
  return { image, copiedFrom: outcome.copiedFrom };
}

async function storedOf(id: string): Promise<string[]> {
  const stored: string[] = [];
  for await (const keys of pipeline.variants.list(id)) stored.push(...keys);
  return stored.sort();
}

async function fileAt(key: string) {
  const { Body, ContentType, CacheControl } = await s3.send(
    new GetObjectCommand({ Bucket: 'variants', Key: key }),
  );
  return { bytes: await Body?.transformToString('base64'), ContentType, CacheControl };
}

function remove({ key }: Event) {
  const version = (++versions).toString(16).padStart(8, '0');
  return processImage({ type: 'removed', key, version }, pipeline);
}

const refused = () => Promise.reject(new Error('Nothing is to be rendered.'));

test('the same bytes of the same owner get copies of the variants and the same facts, and nothing that was said of the first', async () => {
  const bytes = await photo();
  const { event, image: first } = await upload('ada', bytes);
  await pipeline.catalog.describe(first.id, { title: 'Mine', tags: ['beach'] });
  const { image, copiedFrom } = await upload('ada', bytes, { develop: refused });

  expect(copiedFrom).toBe(first.id);
  const { original, placeholder, fingerprint, facts, recipe } = first;
  expect(image).toMatchObject({ status: 'ready', original, placeholder, fingerprint, facts, recipe });
  expect(image.duplicateOf).toBe(first.id);
  expect(image).not.toHaveProperty('title');
  expect(image).not.toHaveProperty('tags');
  const keys = image.variants.map(({ key }) => key);
  expect(keys.toSorted()).toEqual(await storedOf(image.id));
  expect(image.variants.map((variant, n) => ({ ...variant, key: first.variants[n]?.key }))).toEqual(
    first.variants,
  );
  const files = await Promise.all(first.variants.map(({ key }) => fileAt(key)));
  expect(await Promise.all(keys.map(fileAt))).toEqual(files);

  await remove(event);
  expect(await storedOf(first.id)).toEqual([]);
  expect(await Promise.all(keys.map(fileAt))).toEqual(files);
});

interface Difference {
  readonly owner?: string | undefined;
  readonly changed?: Partial<Pipeline>;
  readonly focalPoint?: FocalPoint;
}

test.each<[string, Difference]>([
  ['of another owner', { owner: 'ben' }],
  ['of nobody', { owner: undefined }],
  ['where the function has changed', { changed: { recipe: 'tomorrow' } }],
  ['where their focal point is elsewhere', { focalPoint: { x: 0, y: 0 } }],
  ['where duplicates are not copied', { changed: { recipe: undefined } }],
])('the same bytes are rendered %s', async (_, difference) => {
  const { owner, changed = {}, focalPoint } = { owner: 'ada', ...difference };
  const bytes = await photo();
  await upload('ada', bytes);
  const event = await arrived(owner, bytes);
  if (focalPoint) await pipeline.catalog.describe(imageId(event.key), { focalPoint });
  const { image, copiedFrom } = await processed(event, changed);
  expect(copiedFrom).toBeUndefined();
  expect(image.recipe).toBe('recipe' in changed ? changed.recipe : 'today');
});

test('a reprocess renders, and its image is copied from then on', async () => {
  const bytes = await photo();
  const { event, image: first } = await upload('ada', bytes, { recipe: 'yesterday' });
  const { image: second } = await upload('ada', bytes);
  const { version } = await pipeline.catalog.requestReprocess(first.id);
  expect((await processed({ ...event, type: 'reprocess', version })).copiedFrom).toBeUndefined();
  await pipeline.catalog.seal(second.id); // about to be deleted
  expect((await upload('ada', bytes, { develop: refused })).copiedFrom).toBe(first.id);
});

test('an image whose variants go while they are copied leaves a rendered one, and no file beside its variants', async () => {
  const bytes = await photo();
  const { event } = await upload('ada', bytes);
  let first: Promise<boolean> | undefined;
  let gone: Promise<unknown> | undefined;
  const variants: Pipeline['variants'] = {
    ...pipeline.variants,
    async copy(file) {
      if (!first) {
        first = pipeline.variants.copy(file);
        return first;
      }
      gone ??= first.then(() => remove(event));
      await gone;
      return pipeline.variants.copy(file);
    },
  };
  const { image, copiedFrom } = await upload('ada', bytes, { variants });
  expect(await first).toBe(true);
  expect(copiedFrom).toBeUndefined();
  expect(await storedOf(image.id)).toEqual(image.variants.map(({ key }) => key).sort());
});

test.each([
  ['left out', { leftOut: [{ preset: 'thumb', format: 'avif', code: 'OutOfTime', reason: 'Slow.' }] }],
  ['of a quality that was not sought to its end', { quality: { value: 80, score: 70, missed: 'OutOfTime' } }],
] as const)('a variant that was %s for want of time is tried again', async (_, lacking) => {
  const bytes = await photo();
  const develop: Pipeline['develop'] = async (...args) => {
    const developed = await pipeline.develop(...args);
    if ('leftOut' in lacking) return { ...developed, ...lacking };
    return { ...developed, variants: developed.variants.map((variant) => ({ ...variant, ...lacking })) };
  };
  await upload('ada', bytes, { develop });
  expect((await upload('ada', bytes)).copiedFrom).toBeUndefined();
});
