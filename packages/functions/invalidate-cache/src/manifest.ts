import { defineManifest, streamPermissions } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'invalidate-cache',
  description: 'Removes the pictures of deleted and vetoed images from CloudFront',
  handler: 'index.handler',
  environment: { DISTRIBUTION_ID: { nameOf: 'distribution' } },
  permissions: [{ on: 'distribution', actions: ['cloudfront:CreateInvalidation'] }, ...streamPermissions],
});
