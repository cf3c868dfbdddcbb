import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog } from '@darkroom/catalog';
import { cacheControlOf, s3Originals, s3Variants } from '@darkroom/image-store';
import {
  createLogger,
  createMetrics,
  memoryOfFunction,
  readEnvironment,
  s3Addressing,
} from '@darkroom/lambda-kit';
import { openTracing } from '@darkroom/lambda-kit/tracing';
import { isSigned } from '@darkroom/pipeline-config';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { developWith } from './develop.ts';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';
import { recipeOf } from './recipe.ts';
import { decodeSteps } from './steps/decode-steps.ts';
import { tracedPipeline } from './traced-pipeline.ts';

const environment = readEnvironment(manifest);
const { timeoutSeconds } = config.functions.processUpload;
const memoryMb = memoryOfFunction(config.functions.processUpload.memoryMb);
const s3 = new S3Client(s3Addressing());

const logger = createLogger(manifest.name);
const tracing = openTracing(config.tracing, manifest.name, logger);
const catalog = createCatalog({
  client: DynamoDBDocumentClient.from(new DynamoDBClient()),
  tableName: environment.TABLE_NAME,
});
const steps = config.steps.filter((step) => step.after === 'decode');

const pipeline = {
  catalog,
  originals: s3Originals(s3, environment.ORIGINALS_BUCKET, config.limits.maxBytes),
  variants: s3Variants(
    s3,
    environment.VARIANTS_BUCKET,
    cacheControlOf({ signed: isSigned(config), ...config.delivery }),
  ),
  askSteps:
    steps.length > 0
      ? decodeSteps({
          steps,
          catalog,
          originalsBucket: environment.ORIGINALS_BUCKET,
          config,
          capacity: { memoryMb, timeoutSeconds },
          functions: environment.STEPS,
          log: logger,
        })
      : undefined,
  develop: developWith(config, { memoryMb, timeoutSeconds }),
  recipe: config.duplicates === 'copy' ? recipeOf(new URL(import.meta.url), memoryMb) : undefined,
};

export const handler = createHandler({
  ...(config.tracing ? tracedPipeline(pipeline, tracing) : pipeline),
  originalsBucket: environment.ORIGINALS_BUCKET,
  logger,
  metrics: createMetrics(manifest.name),
  tracing,
});
