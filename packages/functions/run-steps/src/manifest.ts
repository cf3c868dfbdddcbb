import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'run-steps',
  description: 'Asks the steps after ready about each image, and records what they answer',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    VARIANTS_BUCKET: { nameOf: 'variants' },
    TABLE_NAME: { nameOf: 'table' },
    STEPS: { nameOf: 'steps' },
  },
  permissions: [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'] },
    { on: 'steps', actions: ['lambda:InvokeFunction'] },
  ],
});
