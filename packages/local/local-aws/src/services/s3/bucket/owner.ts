import { createHash } from 'node:crypto';

/** The canonical user id of an account: 64 hex digits, which S3 uses where IAM uses ARNs. */
export function canonicalUserId(accountId: string): string {
  return createHash('sha256').update(accountId).digest('hex');
}

export function ownerOf(accountId: string) {
  return { ID: canonicalUserId(accountId) };
}

/** The access control list of everything whose ACLs are switched off. */
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
