import { defineManifest } from '@darkroom/lambda-kit';

/** How often the uploads queue delivers an event. AWS advises at least five, because a throttled attempt counts too. */
export const uploadTries = 5;

export const manifest = defineManifest({
  name: 'record-failure',
  description: 'Records images as failed when Lambda has given up on their events',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    TABLE_NAME: { nameOf: 'table' },
    PROCESS_UPLOAD_FUNCTION: { nameOf: 'process-upload' },
    FAILED_EVENTS_TOPIC: { nameOf: 'failed-events-topic' },
  },
  permissions: [
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'] },
    // Lambda sends the failures that this function could not record to this queue, in its name.
    { on: 'unrecorded-failures', actions: ['sqs:SendMessage'] },
  ],
});
