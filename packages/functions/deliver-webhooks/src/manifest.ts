import { defineManifest, tracingPermission } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'deliver-webhooks',
  description: 'Signs queued webhooks and posts them to their endpoints',
  handler: 'index.handler',
  environment: {
    WEBHOOK_QUEUES: { nameOf: 'webhook-queues' },
    /** Path in SSM Parameter Store under which the operator keeps the endpoints' secrets. */
    SECRETS_PATH: { nameOf: 'webhook-secrets' },
  },
  permissions: [
    {
      on: 'webhook-queues',
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
    },
    { on: 'webhook-secrets', path: '/*', actions: ['ssm:GetParameter'] },
    tracingPermission,
  ],
});
