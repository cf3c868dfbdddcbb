import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'record-failure',
  description: 'Records images as failed whose events Lambda has given up',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    TABLE_NAME: { nameOf: 'table' },
  },
  permissions: [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
    // Lambda tells there, in this function's name, which failures it could not record.
    { on: 'unrecorded-failures', actions: ['sqs:SendMessage'] },
  ],
});
