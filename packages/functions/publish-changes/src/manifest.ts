import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'publish-changes',
  description: 'Keeps the totals and queues webhooks for every change in the catalog',
  handler: 'index.handler',
  environment: {
    TABLE_NAME: { nameOf: 'table' },
    WEBHOOK_QUEUES: { nameOf: 'webhook-queues' },
  },
  permissions: [
    // Images as they are, and in one transaction what the totals count of them.
    { on: 'table', actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
    {
      on: 'table',
      path: '/stream/*',
      actions: [
        'dynamodb:DescribeStream',
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:ListStreams',
      ],
    },
    { on: 'webhook-queues', actions: ['sqs:SendMessage'] },
    // Lambda tells there, in this function's name, which changes it gave up.
    { on: 'failed-changes', actions: ['sqs:SendMessage'] },
  ],
});
