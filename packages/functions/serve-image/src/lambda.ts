import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog, createLeases } from '@darkroom/catalog';
import { deliveryKeys, keyToSignWith } from '@darkroom/delivery-keys';
import { cacheControlOf, s3Originals, s3Overlays, s3Variants } from '@darkroom/image-store';
import { createSigner } from '@darkroom/image-url/sign';
import {
  createLogger,
  createMetrics,
  MetricUnit,
  memoryOfFunction,
  readEnvironment,
  s3Addressing,
} from '@darkroom/lambda-kit';
import { isSigned } from '@darkroom/pipeline-config';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { handle, streamHandle } from 'hono/aws-lambda';
import { createApp } from './app.ts';
import { developWith } from './develop.ts';
import { manifest, missedByCloudFront } from './manifest.ts';

/** A redirect is followed at once; caches keep it for a minute. */
const redirectSeconds = 3600;

const environment = readEnvironment(manifest);
const signed = isSigned(config);
const { timeoutSeconds } = config.functions.serveImage;
const memoryMb = memoryOfFunction(config.functions.serveImage.memoryMb);
const s3 = new S3Client(s3Addressing());
const now = () => new Date();
const table = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient()),
  tableName: environment.TABLE_NAME,
};
const keys = deliveryKeys(new SSMClient(), environment.KEYS_PATH, now);
const log = createLogger(manifest.name);
const metrics = createMetrics(manifest.name);

const app = createApp({
  catalog: createCatalog(table),
  leases: createLeases({ ...table, now }),
  originals: s3Originals(s3, environment.ORIGINALS_BUCKET, config.limits.maxBytes),
  variants: s3Variants(s3, environment.VARIANTS_BUCKET, cacheControlOf({ signed, ...config.delivery })),
  overlays: s3Overlays(s3, environment.OVERLAYS_BUCKET, config.limits.maxBytes),
  develop: developWith(config, { memoryMb, timeoutSeconds }),
  presets: config.presets,
  delivery: config.delivery,
  access: { signed, widths: config.delivery.widths, keys },
  async sign(id, scope) {
    const key = signed ? keyToSignWith(await keys(), now()) : undefined;
    return key && createSigner(key).token(id, scope, { expiresIn: redirectSeconds });
  },
  missedByCloudFront(key) {
    log.warn('S3 holds this file, but CloudFront did not get it there', { key });
    metrics.addMetric(missedByCloudFront, MetricUnit.Count, 1);
    metrics.publishStoredMetrics();
  },
  now,
  log,
});
/** Behind a URL that streams. */
export const handler: unknown = streamHandle(app);
/** Behind one that does not: LocalStack's. */
export const buffered: unknown = handle(app);
