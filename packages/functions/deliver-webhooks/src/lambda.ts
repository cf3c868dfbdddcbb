import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { createLogger, parseWebhookQueues, readEnvironment } from '@darkroom/lambda-kit';
import { openTracing } from '@darkroom/lambda-kit/tracing';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import { createHandler } from './handler.ts';
import { manifest } from './manifest.ts';
import { post } from './post.ts';
import { createSecrets } from './secrets.ts';

const environment = readEnvironment(manifest);
const logger = createLogger(manifest.name);
const sqs = new SQSClient();
const queues = parseWebhookQueues(environment.WEBHOOK_QUEUES);
const now = () => new Date();

const postOptions = {
  timeoutMs: 10_000,
  // Only the embedded cloud sets this, so that developers can try a webhook on their own machine.
  allowPrivateAddresses: process.env.ALLOW_PRIVATE_ADDRESSES === 'true',
};

export const handler = createHandler({
  endpoints: config.webhooks.flatMap(({ name, url }) => {
    const queueUrl = queues[name];
    return queueUrl ? [{ name, url, queueUrl }] : []; // while a deployment is running
  }),
  secretOf: createSecrets(new SSMClient(), environment.SECRETS_PATH, now),
  post: (url, body, headers) => post(url, body, headers, postOptions),
  async postpone(queueUrl, receiptHandle, seconds) {
    await sqs.send(
      new ChangeMessageVisibilityCommand({
        QueueUrl: queueUrl,
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }),
    );
  },
  tracing: openTracing(config.tracing, manifest.name, logger),
  log: logger,
  now,
});
