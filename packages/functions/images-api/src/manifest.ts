import { defineManifest, tracingPermission } from '@darkroom/lambda-kit';
import { uploadsPrefix } from '@darkroom/pipeline-config';

export const manifest = defineManifest({
  name: 'images-api',
  description: 'The REST API and its web page',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    TABLE_NAME: { nameOf: 'table' },
    PROCESS_UPLOAD_FUNCTION: { nameOf: 'process-upload' },
    DELIVERY_URL: { nameOf: 'delivery' },
    /** Path in SSM Parameter Store below which `darkroom keys` keeps the signing keys. */
    KEYS_PATH: { nameOf: 'delivery-keys' },
  },
  permissions: [
    // Whoever has a presigned form or URL can do no more than its signer.
    {
      on: 'originals',
      path: `/${uploadsPrefix}*`,
      actions: ['s3:PutObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
    },
    { on: 'originals', path: '/*', actions: ['s3:DeleteObject'] },
    {
      on: 'table',
      actions: ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
    },
    { on: 'table', path: '/index/*', actions: ['dynamodb:Query'] },
    { on: 'process-upload', actions: ['lambda:InvokeFunction'] },
    { on: 'delivery-keys', actions: ['ssm:GetParametersByPath'] },
    tracingPermission,
  ],
});
