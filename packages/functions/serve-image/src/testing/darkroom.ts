import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { centre, createCatalog, createLeases, imageId, variantKey } from '@darkroom/catalog';
import { tableSchema } from '@darkroom/catalog/schema';
import { cacheControlOf, s3Originals, s3Overlays, s3Variants } from '@darkroom/image-store';
import { createSigner, type SigningKey } from '@darkroom/image-url/sign';
import { inspect, plan, render } from '@darkroom/imaging';
import { startLocalAws } from '@darkroom/local-aws';
import { type PipelineConfigInput, parseConfig } from '@darkroom/pipeline-config';
import { createApp } from '../app.ts';
import type { Dependencies } from '../dependencies.ts';
import { developWith } from '../develop.ts';

const signingKey: SigningKey = { id: 'k1', secret: 'a secret of the tests' };
const capacity = { memoryMb: 3008, timeoutSeconds: 29 };
const defaultPresets = {
  thumb: { width: 64, height: 64, fit: 'cover', formats: ['avif', 'webp'] },
  large: { width: 300, format: 'jpeg' },
} satisfies PipelineConfigInput['presets'];

interface Options {
  readonly maxSockets?: number;
  readonly presets?: PipelineConfigInput['presets'];
}

/** serve-image before a bucket and a table of its own, and what process-upload would have done. */
export async function startDarkroom(
  delivery: PipelineConfigInput['delivery'] = {},
  overrides: Partial<Dependencies> = {},
  { maxSockets = 2000, presets = defaultPresets }: Options = {},
) {
  const config = parseConfig({ presets, delivery });
  const cloud = await startLocalAws({ port: 0 });
  const { endpoint, region } = cloud;
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  // On Lambda each request has an execution environment, and connections, of its own.
  const requestHandler = { httpAgent: { maxSockets } };
  const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true, requestHandler });
  const dynamodb = new DynamoDBClient({ endpoint, region, credentials, requestHandler });
  for (const Bucket of ['originals', 'variants', 'overlays'])
    await s3.send(new CreateBucketCommand({ Bucket }));
  await dynamodb.send(
    new CreateTableCommand({
      TableName: 'images',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: tableSchema.partitionKey, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: tableSchema.partitionKey, KeyType: 'HASH' }],
    }),
  );
  const now = () => new Date();
  const table = { client: DynamoDBDocumentClient.from(dynamodb), tableName: 'images' };
  const catalog = createCatalog(table);
  const signed = config.delivery.access === 'signed';
  const variants = s3Variants(s3, 'variants', cacheControlOf({ signed, ...config.delivery }));
  const errors: Error[] = [];
  const missed: string[] = [];
  const signer = createSigner(signingKey);
  const dependencies: Dependencies = {
    catalog,
    leases: createLeases({ ...table, now }),
    originals: s3Originals(s3, 'originals', config.limits.maxBytes),
    variants,
    overlays: s3Overlays(s3, 'overlays', config.limits.maxBytes),
    develop: developWith(config, capacity),
    presets: config.presets,
    delivery: config.delivery,
    access: { signed, widths: config.delivery.widths, keys: async () => [signingKey] },
    sign: async (id, scope) => (signed ? signer.token(id, scope) : undefined),
    missedByCloudFront: (key) => void missed.push(key),
    now,
    ...overrides,
  };
  const app = createApp({ ...dependencies, log: { error: (_, error) => void errors.push(error) } });

  let versions = 0;
  const nextVersion = () => `00${(++versions).toString(16).toUpperCase()}.0000000000A`;

  return {
    catalog,
    variants,
    signer,
    /** What was unexpected. */
    errors,
    /** Keys that CloudFront should have got from S3. */
    missed,
    dependencies,
    app,
    close: () => cloud.close(),

    /** An original as it is when process-upload is done with it. */
    async upload(key: string, bytes: Uint8Array): Promise<{ id: string; version: string }> {
      const { ETag = '' } = await s3.send(
        new PutObjectCommand({ Bucket: 'originals', Key: key, Body: bytes }),
      );
      const id = imageId(key);
      const arrival = { key, version: nextVersion(), eTag: ETag.replaceAll('"', '') };
      await catalog.begin(arrival);
      const metadata = await inspect(bytes, config.limits);
      const { variants: made, placeholder } = await render(bytes, metadata, plan(metadata, config.presets));
      const stored = await Promise.all(
        made.map(async ({ bytes: file, extension, ...variant }) => {
          const { version } = arrival;
          const name = variantKey({ id, version, attempt: '01234567', extension, preset: variant.preset });
          await variants.put({ key: name, contentType: variant.contentType, bytes: file });
          const isOwn = config.presets[variant.preset]?.focus === 'own';
          return { ...variant, bytes: file.byteLength, key: name, ...(isOwn && { focalPoint: centre }) };
        }),
      );
      const { coding: _, blocks: __, ...original } = metadata;
      const fingerprint = { sha256: 'ab'.repeat(32) };
      await catalog.finish(arrival, {
        original,
        placeholder,
        fingerprint,
        facts: {},
        variants: stored,
        processingMs: 1,
      });
      return { id, version: arrival.version };
    },

    /** Deletes an original and clears its pictures away, as process-upload does. */
    async remove(key: string): Promise<void> {
      await s3.send(new DeleteObjectCommand({ Bucket: 'originals', Key: key }));
      await catalog.remove({ key, version: nextVersion() });
      for await (const keys of variants.list(imageId(key))) {
        const garbage = await catalog.garbageAmong(imageId(key), keys);
        if (garbage.length > 0) await variants.delete(garbage);
      }
    },

    async putOverlay(name: string, Body: Uint8Array): Promise<void> {
      await s3.send(new PutObjectCommand({ Bucket: 'overlays', Key: `${name}.png`, Body }));
    },

    /** An announced image whose upload has not come. */
    announce: (key: string) => catalog.announce(key),

    async keysOf(id: string): Promise<string[]> {
      const all: string[] = [];
      for await (const keys of variants.list(id)) all.push(...keys);
      return all;
    },

    get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Response> {
      return Promise.resolve(app.request(`http://pictures.example${path}`, { method, headers }));
    },
  };
}

export type Darkroom = Awaited<ReturnType<typeof startDarkroom>>;
