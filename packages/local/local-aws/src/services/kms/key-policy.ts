import { z } from 'zod';
import { policySchema } from '../../auth/policy/document.ts';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';

export const policyText = z
  .string()
  .min(1)
  .max(32 * 1024);

/** What a new key has: the account's own policies decide who may use it. Source: KMS Developer Guide, "Default key policy". */
export function defaultPolicy({ accountId }: Cloud): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  });
}

/** Throws MalformedPolicyDocumentException. */
export function checkPolicy(text: string): string {
  try {
    const { Statement } = policySchema.parse(JSON.parse(text));
    if (Statement.length > 0 && Statement.every(({ Principal, NotPrincipal }) => Principal || NotPrincipal))
      return text;
  } catch {
    // it is no policy
  }
  throw new AwsError(
    'MalformedPolicyDocumentException',
    'The new key policy is malformed: each statement needs a principal, an action and a resource.',
  );
}
