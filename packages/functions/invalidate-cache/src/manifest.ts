import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'invalidate-cache',
  description: 'Removes the pictures of deleted images from CloudFront',
  handler: 'index.handler',
  environment: { DISTRIBUTION_ID: { nameOf: 'distribution' } },
  permissions: [
    { on: 'distribution', actions: ['cloudfront:CreateInvalidation'] },
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
    // Lambda sends the changes on which it gave up to this queue, in this function's name.
    { on: 'failed-changes', actions: ['sqs:SendMessage'] },
  ],
});
