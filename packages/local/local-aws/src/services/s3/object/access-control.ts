import { AwsError } from '../../../protocol/aws-error.ts';
import type { S3Call } from '../operation.ts';

/** Buckets have ACLs switched off (BucketOwnerEnforced), as new ones have on AWS since April 2023. */
export function checkAcl({ request: { headers } }: S3Call): void {
  if (Object.keys(headers).some((name) => name.startsWith('x-amz-grant-'))) throw aclsAreOff();
  checkCannedAcl(headers['x-amz-acl']?.toString());
}

export function checkCannedAcl(acl: string | undefined): void {
  if (acl === undefined || acl === 'private' || acl === 'bucket-owner-full-control') return;
  throw aclsAreOff();
}

export function aclsAreOff(): AwsError {
  return new AwsError('AccessControlListNotSupported', 'The bucket does not allow ACLs');
}
