import type { z } from 'zod';
import { corsConfiguration } from '../cors/cors-rules.ts';
import { lifecycleConfiguration } from '../lifecycle/abort-unfinished-uploads.ts';
import { encryptionConfiguration } from '../object/description.ts';
import { writeXml } from '../wire/xml.ts';

/**
 * A part of a bucket's configuration that is one XML document, put and got as a whole.
 * What was put is answered as it was put. One row a sub-resource.
 */
export interface SubResource {
  /** Query parameter that names it, and its name in the bucket's record. */
  readonly query: string;
  /** Name of the operations, after `Get`, `Put` and `Delete`. */
  readonly operation: string;
  /** Root element. */
  readonly root: string;
  /** What has an effect here, and must therefore be right when it is put. */
  readonly schema?: z.ZodType;
  /** IAM action, after `s3:Get` and `s3:Put`; deleting needs the permission to put. */
  readonly action: string;
  /** What GET answers where there is none: an error, or the document of the default. */
  readonly absent: { readonly code: string; readonly message: string } | { readonly document: string };
  /** Name of the operation that removes it, where there is one. */
  readonly deleteOperation?: string;
  readonly putStatus?: 204;
  /** A header that travels with the document, and its default. */
  readonly header?: { readonly name: string; readonly default: string };
}

export const subResources: readonly SubResource[] = [
  {
    query: 'accelerate',
    operation: 'BucketAccelerateConfiguration',
    root: 'AccelerateConfiguration',
    action: 'AccelerateConfiguration',
    absent: { document: writeXml('AccelerateConfiguration', {}) },
  },
  {
    query: 'cors',
    operation: 'BucketCors',
    root: 'CORSConfiguration',
    schema: corsConfiguration,
    action: 'BucketCORS',
    absent: { code: 'NoSuchCORSConfiguration', message: 'The CORS configuration does not exist' },
    deleteOperation: 'DeleteBucketCors',
  },
  {
    query: 'encryption',
    operation: 'BucketEncryption',
    root: 'ServerSideEncryptionConfiguration',
    schema: encryptionConfiguration,
    action: 'EncryptionConfiguration',
    absent: {
      document: writeXml('ServerSideEncryptionConfiguration', {
        Rule: {
          ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
          BucketKeyEnabled: false,
        },
      }),
    },
    deleteOperation: 'DeleteBucketEncryption',
  },
  {
    query: 'lifecycle',
    operation: 'BucketLifecycleConfiguration',
    root: 'LifecycleConfiguration',
    schema: lifecycleConfiguration,
    action: 'LifecycleConfiguration',
    absent: {
      code: 'NoSuchLifecycleConfiguration',
      message: 'The lifecycle configuration does not exist',
    },
    deleteOperation: 'DeleteBucketLifecycle',
    header: {
      name: 'x-amz-transition-default-minimum-object-size',
      default: 'all_storage_classes_128K',
    },
  },
  {
    query: 'logging',
    operation: 'BucketLogging',
    root: 'BucketLoggingStatus',
    action: 'BucketLogging',
    absent: { document: writeXml('BucketLoggingStatus', {}) },
  },
  {
    query: 'object-lock',
    operation: 'ObjectLockConfiguration',
    root: 'ObjectLockConfiguration',
    action: 'BucketObjectLockConfiguration',
    absent: {
      code: 'ObjectLockConfigurationNotFoundError',
      message: 'Object Lock configuration does not exist for this bucket',
    },
  },
  {
    query: 'ownershipControls',
    operation: 'BucketOwnershipControls',
    root: 'OwnershipControls',
    action: 'BucketOwnershipControls',
    absent: {
      code: 'OwnershipControlsNotFoundError',
      message: 'The bucket ownership controls were not found',
    },
    deleteOperation: 'DeleteBucketOwnershipControls',
  },
  {
    query: 'publicAccessBlock',
    operation: 'PublicAccessBlock',
    root: 'PublicAccessBlockConfiguration',
    action: 'BucketPublicAccessBlock',
    absent: {
      code: 'NoSuchPublicAccessBlockConfiguration',
      message: 'The public access block configuration was not found',
    },
    deleteOperation: 'DeletePublicAccessBlock',
  },
  {
    query: 'replication',
    operation: 'BucketReplication',
    root: 'ReplicationConfiguration',
    action: 'ReplicationConfiguration',
    absent: {
      code: 'ReplicationConfigurationNotFoundError',
      message: 'The replication configuration was not found',
    },
    deleteOperation: 'DeleteBucketReplication',
  },
  {
    query: 'requestPayment',
    operation: 'BucketRequestPayment',
    root: 'RequestPaymentConfiguration',
    action: 'BucketRequestPayment',
    absent: { document: writeXml('RequestPaymentConfiguration', { Payer: 'BucketOwner' }) },
  },
  {
    query: 'tagging',
    operation: 'BucketTagging',
    root: 'Tagging',
    action: 'BucketTagging',
    absent: { code: 'NoSuchTagSet', message: 'The TagSet does not exist' },
    deleteOperation: 'DeleteBucketTagging',
    putStatus: 204,
  },
  {
    query: 'website',
    operation: 'BucketWebsite',
    root: 'WebsiteConfiguration',
    action: 'BucketWebsite',
    absent: {
      code: 'NoSuchWebsiteConfiguration',
      message: 'The specified bucket does not have a website configuration',
    },
    deleteOperation: 'DeleteBucketWebsite',
  },
];
