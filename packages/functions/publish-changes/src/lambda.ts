import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createCounters } from '@darkroom/catalog';
import { createLogger, parseWebhookQueues, readEnvironment } from '@darkroom/lambda-kit';
import { parseConfig } from '@darkroom/pipeline-config';
import builtConfig from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { createEnqueue } from './enqueue.ts';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';

const environment = readEnvironment(manifest);
const logger = createLogger(manifest.name);

export const handler = createHandler({
  counters: createCounters({
    client: DynamoDBDocumentClient.from(new DynamoDBClient()),
    tableName: environment.TABLE_NAME,
    now: () => new Date(),
  }),
  endpoints: parseConfig(builtConfig).webhooks,
  enqueue: createEnqueue(new SQSClient(), parseWebhookQueues(environment.WEBHOOK_QUEUES)),
  log: logger,
});
