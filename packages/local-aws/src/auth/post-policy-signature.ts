import { createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '../protocol/aws-error.ts';

/**
 * Verifies the signature of a browser upload's policy and returns the access key that made it.
 * `fields` are the form's, by lower-case name. Source: S3 API reference, "Authenticating requests in browser-based
 * uploads using POST (AWS Signature Version 4)"; forms of Signature Version 2, boto3's default, are verified too.
 */
export async function verifyPostPolicySignature(
  fields: Readonly<Record<string, string>>,
  secretFor: (accessKeyId: string) => Promise<string | undefined>,
): Promise<string> {
  const policy = fields.policy ?? '';
  const [scopedKey = '', date = '', region = '', service = ''] = (fields['x-amz-credential'] ?? '').split(
    '/',
  );
  const accessKeyId = scopedKey || fields.awsaccesskeyid || '';
  const secret = await secretFor(accessKeyId);
  if (secret === undefined) {
    throw new AwsError(
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
      403,
      { fields: { AWSAccessKeyId: accessKeyId } },
    );
  }
  const expected = scopedKey
    ? hmac('sha256', signingKey(secret, date, region, service), policy).toString('hex')
    : hmac('sha1', secret, policy).toString('base64');
  const given = (scopedKey ? fields['x-amz-signature'] : fields.signature) ?? '';
  if (!equal(expected, given)) {
    throw new AwsError(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      403,
      { fields: { AWSAccessKeyId: accessKeyId, StringToSign: policy, SignatureProvided: given } },
    );
  }
  return accessKeyId;
}

function signingKey(secret: string, ...scope: string[]): Buffer {
  return [...scope, 'aws4_request'].reduce<Buffer>(
    (key, part) => hmac('sha256', key, part),
    Buffer.from(`AWS4${secret}`),
  );
}

function hmac(algorithm: 'sha1' | 'sha256', key: string | Buffer, text: string): Buffer {
  return createHmac(algorithm, key).update(text).digest();
}

function equal(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
