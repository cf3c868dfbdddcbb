import { defineManifest } from '@darkroom/lambda-kit';

export const manifest = defineManifest({
  name: 'serve-image',
  description: 'Serves pictures at lasting addresses, and makes those that nobody has asked for before',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    VARIANTS_BUCKET: { nameOf: 'variants' },
    /** Of watermarks. */
    OVERLAYS_BUCKET: { nameOf: 'overlays' },
    TABLE_NAME: { nameOf: 'table' },
    /** Path in SSM Parameter Store below which `darkroom keys` keeps the signing keys. */
    KEYS_PATH: { nameOf: 'delivery-keys' },
    // As in process-upload: glibc would keep twice the memory.
    MALLOC_ARENA_MAX: { literal: '1' },
  },
  permissions: [
    { on: 'originals', path: '/*', actions: ['s3:GetObject'] },
    // Without it S3 answers 403, not 404, for what is not there.
    { on: 'originals', actions: ['s3:ListBucket'] },
    {
      on: 'variants',
      path: '/*',
      actions: ['s3:GetObject', 's3:PutObject', 's3:PutObjectTagging', 's3:DeleteObject'],
    },
    { on: 'variants', actions: ['s3:ListBucket'] },
    { on: 'overlays', path: '/*', actions: ['s3:GetObject'] },
    { on: 'overlays', actions: ['s3:ListBucket'] },
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'] },
    { on: 'delivery-keys', actions: ['ssm:GetParametersByPath'] },
  ],
});

/** Counts files that S3 holds and CloudFront did not get there. */
export const missedByCloudFront = 'StoredPicturesMissedByCloudFront';

/** The same without a stream, for LocalStack. */
export const bufferedHandler = 'index.buffered';
