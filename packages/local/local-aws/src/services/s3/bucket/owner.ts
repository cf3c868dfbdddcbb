import { createHash } from 'node:crypto';
import { AwsError } from '../../../protocol/aws-error.ts';
import { accessDenied } from '../errors.ts';

/** An account's canonical user id: 64 hex digits, which S3 uses where IAM uses ARNs. */
export function canonicalUserId(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex');
}

export function ownerOf(accountId: string) {
  return { ID: canonicalUserId(accountId) };
}

/** Throws if a client expects a bucket to belong to another account. */
export function checkOwner(expected: string | undefined, accountId: string): void {
  if (expected === undefined || expected === accountId) return;
  if (/^\d{12}$/.test(expected)) throw accessDenied();
  throw new AwsError(
    'InvalidBucketOwnerAWSAccountID',
    `The value of the expected bucket owner parameter must be an AWS Account ID... [${expected}]`,
  );
}

/** The access control list of everything whose ACLs are disabled. */
export function ownerFullControl(accountId: string) {
  const owner = ownerOf(accountId);
  return {
    Owner: owner,
    AccessControlList: {
      Grant: {
        Grantee: {
          '@xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
          '@xsi:type': 'CanonicalUser',
          ...owner,
        },
        Permission: 'FULL_CONTROL',
      },
    },
  };
}
