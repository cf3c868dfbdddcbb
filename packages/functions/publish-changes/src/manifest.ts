import { defineManifest, streamPermissions, tracingPermission } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'publish-changes',
  description: 'Updates the totals and queues webhooks and puts events for every change in the catalog',
  handler: 'index.handler',
  environment: {
    TABLE_NAME: { nameOf: 'table' },
    WEBHOOK_QUEUES: { nameOf: 'webhook-queues' },
  },
  permissions: [
    // Reads images, and writes in one transaction what the totals count for them.
    { on: 'table', actions: ['dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'] },
    { on: 'webhook-queues', actions: ['sqs:SendMessage'] },
    { on: 'event-bus', actions: ['events:PutEvents'] },
    tracingPermission,
    ...streamPermissions,
  ],
});
