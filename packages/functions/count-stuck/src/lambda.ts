import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCatalog } from '@darkroom/catalog';
import { createLogger, createMetrics, MetricUnit, readEnvironment } from '@darkroom/lambda-kit';
import { createHandler } from './handler.ts';
import { manifest, stuckAfterVariable, stuckImages } from './manifest.ts';

const metrics = createMetrics(manifest.name);

export const handler = createHandler({
  catalog: createCatalog({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: readEnvironment(manifest).TABLE_NAME,
  }),
  stuckAfterMinutes: Number(process.env[stuckAfterVariable] ?? 60),
  report(images) {
    metrics.addMetric(stuckImages, MetricUnit.Count, images);
    metrics.publishStoredMetrics();
  },
  logger: createLogger(manifest.name),
  now: () => new Date(),
});
