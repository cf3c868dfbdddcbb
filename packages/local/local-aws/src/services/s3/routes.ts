import { getBucketAcl, putBucketAcl } from './bucket/bucket-acl.ts';
import {
  deleteBucketPolicy,
  getBucketPolicy,
  getBucketPolicyStatus,
  putBucketPolicy,
} from './bucket/bucket-policy.ts';
import { getBucketVersioning, putBucketVersioning } from './bucket/bucket-versioning.ts';
import { createBucket } from './bucket/create-bucket.ts';
import { deleteBucket } from './bucket/delete-bucket.ts';
import { getBucketLocation } from './bucket/get-bucket-location.ts';
import { headBucket } from './bucket/head-bucket.ts';
import { listBuckets } from './bucket/list-buckets.ts';
import { deleteSubResource, getSubResource, putSubResource } from './bucket/sub-resource-operations.ts';
import { subResources } from './bucket/sub-resources.ts';
import { listObjectVersions } from './listing/list-object-versions.ts';
import { listObjects } from './listing/list-objects.ts';
import { listObjectsV2 } from './listing/list-objects-v2.ts';
import { abortMultipartUpload } from './multipart/abort-multipart-upload.ts';
import { completeMultipartUpload } from './multipart/complete-multipart-upload.ts';
import { createMultipartUpload } from './multipart/create-multipart-upload.ts';
import { listMultipartUploads } from './multipart/list-multipart-uploads.ts';
import { listParts } from './multipart/list-parts.ts';
import { uploadPart } from './multipart/upload-part.ts';
import { uploadPartCopy } from './multipart/upload-part-copy.ts';
import {
  getBucketNotificationConfiguration,
  putBucketNotificationConfiguration,
} from './notification/bucket-notification.ts';
import { copyObject } from './object/copy-object.ts';
import { deleteObject } from './object/delete-object.ts';
import { deleteObjects } from './object/delete-objects.ts';
import { getObject, headObject } from './object/get-object.ts';
import { getObjectAttributes } from './object/get-object-attributes.ts';
import { getObjectAcl, putObjectAcl } from './object/object-acl.ts';
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from './object/object-tagging.ts';
import { putObject } from './object/put-object.ts';
import type { S3Operation } from './operation.ts';
import { postObject } from './post/post-object.ts';

/** How to recognise an operation. Of the rows that match a request, the first serves it. */
export interface Route {
  readonly on: 'service' | 'bucket' | 'object';
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'DELETE';
  /** Query parameter that must be present: a sub-resource. */
  readonly query?: string;
  /** Request header that must be present. */
  readonly header?: string;
  readonly operation: S3Operation;
}

export const routes: readonly Route[] = [
  { on: 'service', method: 'GET', operation: listBuckets },

  { on: 'bucket', method: 'GET', query: 'acl', operation: getBucketAcl },
  { on: 'bucket', method: 'PUT', query: 'acl', operation: putBucketAcl },
  { on: 'bucket', method: 'GET', query: 'policy', operation: getBucketPolicy },
  { on: 'bucket', method: 'PUT', query: 'policy', operation: putBucketPolicy },
  { on: 'bucket', method: 'DELETE', query: 'policy', operation: deleteBucketPolicy },
  { on: 'bucket', method: 'GET', query: 'policyStatus', operation: getBucketPolicyStatus },
  { on: 'bucket', method: 'GET', query: 'versioning', operation: getBucketVersioning },
  { on: 'bucket', method: 'PUT', query: 'versioning', operation: putBucketVersioning },
  { on: 'bucket', method: 'GET', query: 'notification', operation: getBucketNotificationConfiguration },
  { on: 'bucket', method: 'PUT', query: 'notification', operation: putBucketNotificationConfiguration },
  { on: 'bucket', method: 'GET', query: 'location', operation: getBucketLocation },
  { on: 'bucket', method: 'GET', query: 'versions', operation: listObjectVersions },
  { on: 'bucket', method: 'GET', query: 'uploads', operation: listMultipartUploads },
  { on: 'bucket', method: 'GET', query: 'list-type', operation: listObjectsV2 },
  { on: 'bucket', method: 'POST', query: 'delete', operation: deleteObjects },
  ...subResources.flatMap((row): Route[] => [
    { on: 'bucket', method: 'GET', query: row.query, operation: getSubResource(row) },
    { on: 'bucket', method: 'PUT', query: row.query, operation: putSubResource(row) },
    ...(row.deleteOperation
      ? [
          {
            on: 'bucket',
            method: 'DELETE',
            query: row.query,
            operation: deleteSubResource(row, row.deleteOperation),
          } as const,
        ]
      : []),
  ]),
  { on: 'bucket', method: 'GET', operation: listObjects },
  { on: 'bucket', method: 'HEAD', operation: headBucket },
  { on: 'bucket', method: 'PUT', operation: createBucket },
  { on: 'bucket', method: 'DELETE', operation: deleteBucket },
  { on: 'bucket', method: 'POST', operation: postObject },

  { on: 'object', method: 'POST', query: 'uploads', operation: createMultipartUpload },
  { on: 'object', method: 'PUT', query: 'uploadId', header: 'x-amz-copy-source', operation: uploadPartCopy },
  { on: 'object', method: 'PUT', query: 'uploadId', operation: uploadPart },
  { on: 'object', method: 'GET', query: 'uploadId', operation: listParts },
  { on: 'object', method: 'POST', query: 'uploadId', operation: completeMultipartUpload },
  { on: 'object', method: 'DELETE', query: 'uploadId', operation: abortMultipartUpload },
  { on: 'object', method: 'GET', query: 'tagging', operation: getObjectTagging },
  { on: 'object', method: 'PUT', query: 'tagging', operation: putObjectTagging },
  { on: 'object', method: 'DELETE', query: 'tagging', operation: deleteObjectTagging },
  { on: 'object', method: 'GET', query: 'acl', operation: getObjectAcl },
  { on: 'object', method: 'PUT', query: 'acl', operation: putObjectAcl },
  { on: 'object', method: 'GET', query: 'attributes', operation: getObjectAttributes },
  { on: 'object', method: 'PUT', header: 'x-amz-copy-source', operation: copyObject },
  { on: 'object', method: 'GET', operation: getObject },
  { on: 'object', method: 'HEAD', operation: headObject },
  { on: 'object', method: 'PUT', operation: putObject },
  { on: 'object', method: 'DELETE', operation: deleteObject },
];

/** Sub-resources of S3 that are not implemented; without this list they would be taken for a plain GET or PUT. */
const unsupported = [
  'abac',
  'analytics',
  'annotation',
  'intelligent-tiering',
  'inventory',
  'legal-hold',
  'metadataAnnotationTable',
  'metadataConfiguration',
  'metadataInventoryTable',
  'metadataJournalTable',
  'metadataTable',
  'metrics',
  'renameObject',
  'restore',
  'retention',
  'select',
  'session',
  'torrent',
];

const subResourceNames = new Set([...unsupported, ...routes.flatMap(({ query }) => query ?? [])]);

/** The row that serves a request; undefined if S3 has no such operation or it is not implemented. */
export function findRoute(request: {
  readonly on: Route['on'];
  readonly method: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
}): Route | undefined {
  const named = [...request.query.keys()].some((name) => subResourceNames.has(name));
  return routes.find(
    (route) =>
      route.on === request.on &&
      route.method === request.method &&
      (route.query === undefined ? !named : request.query.has(route.query)) &&
      (route.header === undefined || request.headers[route.header] !== undefined),
  );
}
