import { defineManifest } from '@darkroom/lambda-kit';

/** How often the uploads queue hands an event over. AWS advises five or more: a throttled try counts, too. */
export const uploadTries = 5;

export const manifest = defineManifest({
  name: 'record-failure',
  description: 'Records images as failed whose events Lambda has given up',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    TABLE_NAME: { nameOf: 'table' },
    PROCESS_UPLOAD_FUNCTION: { nameOf: 'process-upload' },
    FAILED_EVENTS_TOPIC: { nameOf: 'failed-events-topic' },
  },
  permissions: [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem'] },
    // Lambda tells there, in this function's name, which failures it could not record.
    { on: 'unrecorded-failures', actions: ['sqs:SendMessage'] },
  ],
});
