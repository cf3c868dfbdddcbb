import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'publish-changes',
  description: 'Keeps the totals and queues webhooks for every change in the catalog',
  handler: 'index.handler',
  environment: {
    TABLE_NAME: { nameOf: 'table' },
    DELIVERIES_QUEUE_URL: { nameOf: 'webhook-deliveries' },
  },
  permissions: [
    // The transaction's markers and totals.
    { on: 'table', actions: ['dynamodb:PutItem', 'dynamodb:UpdateItem'] },
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
    { on: 'webhook-deliveries', actions: ['sqs:SendMessage'] },
  ],
});
