import { createHmac } from 'node:crypto';
import { sameSignature } from './identify.ts';
import { refusalsOf } from './refusals.ts';
import type { AccessKeyClaim } from './signature/claim.ts';
import { signingKey } from './signature/signature-v4.ts';

/**
 * Verifies the signature of a browser upload's policy and returns the identity that made it. `fields` are the form's, by
 * lower-case name; `identityOf` throws if there is no such identity.
 * Source: S3 API reference, "Authenticating requests in browser-based uploads using POST (AWS Signature Version 4)";
 * forms signed with Signature Version 2, boto3's default, are verified too.
 */
export async function verifyPostPolicySignature<Identity extends { readonly secretAccessKey: string }>(
  fields: Readonly<Record<string, string>>,
  identityOf: (claim: AccessKeyClaim) => Promise<Identity>,
): Promise<Identity> {
  const policy = fields.policy ?? '';
  const [scopedKey = '', date = '', region = '', service = ''] = (fields['x-amz-credential'] ?? '').split(
    '/',
  );
  const accessKeyId = scopedKey || fields.awsaccesskeyid || '';
  const sessionToken = fields['x-amz-security-token'];
  if (scopedKey && service !== 's3') throw refusalsOf('s3').wrongService(service);
  const identity = await identityOf({ accessKeyId, sessionToken });

  const { secretAccessKey } = identity;
  const expected = scopedKey
    ? createHmac('sha256', signingKey(secretAccessKey, date, region, service))
        .update(policy)
        .digest('hex')
    : createHmac('sha1', secretAccessKey).update(policy).digest('base64');
  const signature = (scopedKey ? fields['x-amz-signature'] : fields.signature) ?? '';
  if (!sameSignature(expected, signature)) {
    throw refusalsOf('s3').mismatch({ accessKeyId, signature, stringToSign: policy });
  }
  return identity;
}
