import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'deliver-webhooks',
  description: 'Posts queued webhooks, signed, to their endpoints',
  handler: 'index.handler',
  environment: {
    DELIVERIES_QUEUE_URL: { nameOf: 'webhook-deliveries' },
    /** Path in SSM Parameter Store below which the operator keeps the endpoints' secrets. */
    SECRETS_PATH: { nameOf: 'webhook-secrets' },
  },
  permissions: [
    {
      on: 'webhook-deliveries',
      actions: [
        'sqs:ReceiveMessage',
        'sqs:DeleteMessage',
        'sqs:GetQueueAttributes',
        'sqs:ChangeMessageVisibility',
      ],
    },
    { on: 'webhook-secrets', path: '/*', actions: ['ssm:GetParameter'] },
  ],
});
