import type { Cloud } from '../../../cloud/cloud.ts';
import { arnOf } from '../arn.ts';

/** A CloudFront function: what is being developed, and what distributions run. */
export interface EdgeFunction {
  readonly name: string;
  readonly development: FunctionVersion;
  readonly live?: FunctionVersion;
}

export interface FunctionVersion {
  readonly etag: string;
  readonly comment: string;
  readonly runtime: 'cloudfront-js-2.0';
  /** ARNs of key value stores; AWS lets a function have one. */
  readonly stores: readonly string[];
  readonly code: string;
  /** ISO 8601. */
  readonly createdAt: string;
  readonly modifiedAt: string;
}

export type Stage = 'DEVELOPMENT' | 'LIVE';

export function functionSummary(
  cloud: Cloud,
  { name, live }: EdgeFunction,
  { comment, runtime, stores, createdAt, modifiedAt }: FunctionVersion,
  Stage: Stage,
): object {
  return {
    Name: name,
    Status: live === undefined ? 'UNPUBLISHED' : Stage === 'LIVE' ? 'DEPLOYED' : 'UNASSOCIATED',
    FunctionConfig: {
      Comment: comment,
      Runtime: runtime,
      ...(stores.length === 0
        ? {}
        : {
            KeyValueStoreAssociations: {
              Quantity: stores.length,
              Items: stores.map((KeyValueStoreARN) => ({ KeyValueStoreARN })),
            },
          }),
    },
    FunctionMetadata: {
      FunctionARN: arnOf(cloud, `function/${name}`),
      Stage,
      CreatedTime: createdAt,
      LastModifiedTime: modifiedAt,
    },
  };
}
