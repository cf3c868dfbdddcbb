import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createLedger, readImages } from '@darkroom/catalog';
import {
  createLogger,
  eventBusVariable,
  listenersVariable,
  parseListeners,
  parseWebhookQueues,
  readEnvironment,
} from '@darkroom/lambda-kit';
import { openTracing } from '@darkroom/lambda-kit/tracing';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { createEnqueue } from './enqueue.ts';
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';
import { createPutEvents } from './put-events.ts';

const environment = readEnvironment(manifest);
const logger = createLogger(manifest.name);
const listeners = Object.entries(parseListeners(process.env[listenersVariable]));
const bus = process.env[eventBusVariable];
const putEvents = bus === undefined ? undefined : createPutEvents(bus);
const enqueue = createEnqueue(new SQSClient(), {
  ...parseWebhookQueues(environment.WEBHOOK_QUEUES),
  ...Object.fromEntries(listeners.map(([name, { queue }]) => [endpointOf(name), queue])),
});
const table = {
  client: DynamoDBDocumentClient.from(new DynamoDBClient()),
  tableName: environment.TABLE_NAME,
};

/** No webhook has such a name. */
const theBus = 'event bus';

export const handler = createHandler({
  ledger: createLedger({ ...table, now: () => new Date() }),
  readImages: (ids) => readImages(table.client, table.tableName, ids),
  endpoints: [
    ...config.webhooks,
    ...listeners.map(([name, { events }]) => ({ name: endpointOf(name), events })),
    ...(putEvents ? [{ name: theBus }] : []),
  ],
  enqueue: (endpoint, events) =>
    putEvents && endpoint === theBus ? putEvents(events) : enqueue(endpoint, events),
  tracing: openTracing(config.tracing, manifest.name, logger),
  log: logger,
});

/** No webhook has such a name. */
function endpointOf(functionName: string): string {
  return `function ${functionName}`;
}
