import { tableSchema } from '@darkroom/catalog/schema';
import { defineManifest, tracingPermission } from '@darkroom/lambda-kit';
import { uploadsPrefix } from '@darkroom/pipeline-config';

export const manifest = defineManifest({
  name: 'process-upload',
  description:
    'Makes every variant of an uploaded image and keeps the catalog in step with the originals bucket',
  handler: 'index.handler',
  environment: {
    ORIGINALS_BUCKET: { nameOf: 'originals' },
    VARIANTS_BUCKET: { nameOf: 'variants' },
    TABLE_NAME: { nameOf: 'table' },
    STEPS: { nameOf: 'steps' },
    // glibc: one pool of memory for all threads, or each keeps what its last image needed, in all twice as much.
    MALLOC_ARENA_MAX: { literal: '1' },
  },
  permissions: [
    { on: 'originals', path: '/*', actions: ['s3:GetObject'] },
    // Without this permission S3 answers 403, not 404, for an original that is gone.
    { on: 'originals', actions: ['s3:ListBucket'] },
    // For uploads with the form of a deleted image.
    { on: 'originals', path: `/${uploadsPrefix}*`, actions: ['s3:DeleteObject'] },
    {
      on: 'originals',
      path: `/${uploadsPrefix}*`,
      actions: ['s3:DeleteObjectVersion'],
      onlyWhereVersioned: true,
    },
    { on: 'variants', path: '/*', actions: ['s3:PutObject', 's3:DeleteObject'] },
    // With PutObject: CopyObject.
    { on: 'variants', path: '/*', actions: ['s3:GetObject'], onlyWhereCopied: true },
    // Without this permission S3 answers 403, not 404, for a variant that is gone.
    { on: 'variants', actions: ['s3:ListBucket'] },
    { on: 'table', actions: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'] },
    { on: 'steps', actions: ['lambda:InvokeFunction'] },
    tracingPermission,
    { on: 'table', path: `/index/${tableSchema.bytesIndex.name}`, actions: ['dynamodb:Query'] },
  ],
});
