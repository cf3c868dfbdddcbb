import type { Cloud } from '../../cloud/cloud.ts';
import type { ServiceSigner } from '../../cloud/ports.ts';
import type { AwsRequest, AwsResponse } from '../../protocol/message.ts';
import { isRestricted } from './bucket/public-access.ts';
import { type ConditionKeys, objectKeys, requestKeys, type Target } from './condition-keys.ts';
import { accessDenied } from './errors.ts';
import { bucketArn, objectArn } from './storage/buckets.ts';
import { requireBucket, type Store } from './storage/store.ts';

/** A request as an S3 operation sees it. */
export interface S3Call {
  readonly cloud: Cloud;
  readonly store: Store;
  readonly request: AwsRequest;
  /** The service that signed it, for a request of one that acts for its resource. */
  readonly signer?: ServiceSigner;
  /** Empty for operations of the service itself (ListBuckets). */
  readonly bucket: string;
  /** Decoded; empty for operations on a bucket. */
  readonly key: string;
}

/** One S3 operation: one file. The table in `routes.ts` finds it. */
export interface S3Operation {
  readonly name: string;
  /**
   * The IAM action on the request's bucket or object, checked before `run` (default `s3:<name>`). Null if the operation
   * authorizes by itself, because its body names what it touches.
   */
  readonly action?: string | ((call: S3Call) => string) | null;
  /** Condition keys in addition to the global ones, such as `s3:prefix`. */
  context?(call: S3Call): Record<string, string>;
  run(call: S3Call): Promise<AwsResponse>;
}

/** Throws NoSuchBucket, or AccessDenied if neither an identity's policy nor the bucket's allows `action`. */
export async function authorize(
  call: Pick<S3Call, 'cloud' | 'store' | 'request' | 'signer'>,
  action: string,
  on: Target,
  context: ConditionKeys = {},
): Promise<void> {
  const bucket = await requireBucket(call.store, on.bucket);
  if (call.request.caller.kind === 'anonymous' && isRestricted(bucket)) throw accessDenied();
  const { policy } = bucket.configuration;
  const access = {
    action,
    resources: [on.key ? objectArn(on.bucket, on.key) : bucketArn(on.bucket)],
    context: {
      ...requestKeys(call.request.headers),
      ...(await objectKeys(call.store, action, on)),
      ...context,
    },
    ...(policy ? { resourcePolicy: policy.document } : {}),
  };
  if (call.signer)
    await call.cloud.access.authorizeService(call.signer.service, call.signer.sourceArn, access);
  else await call.cloud.access.authorize(call.request, access);
}

/** A request header as text; undefined if it is missing. */
export function header({ request }: Pick<S3Call, 'request'>, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

export function versionIdOf({ request }: S3Call): string | undefined {
  return request.query.get('versionId') ?? undefined;
}
