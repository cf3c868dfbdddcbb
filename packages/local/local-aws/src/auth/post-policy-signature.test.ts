import { describe, expect, test } from 'vitest';
import { verifyPostPolicySignature } from './post-policy-signature.ts';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const identities: Record<string, { secretAccessKey: string }> = {
  [accessKeyId]: { secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
};
async function identityOf(claim: { accessKeyId: string }) {
  const identity = identities[claim.accessKeyId];
  if (!identity) throw new Error('nobody');
  return identity;
}

/** Source: S3 API reference, "Example: Browser-Based Upload using HTTP POST". */
const version4 = {
  policy:
    'eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1wbGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAgIHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2FkLmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUxMjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXotbWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlUMDAwMDAwWiIgfQ0KICBdDQp9',
  'x-amz-credential': `${accessKeyId}/20151229/us-east-1/s3/aws4_request`,
  'x-amz-signature': '8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e',
};

/** Made by botocore's `HmacV1PostAuth`. */
const version2 = {
  policy:
    'eyJleHBpcmF0aW9uIjogIjIwMzAtMDEtMDFUMDA6MDA6MDBaIiwgImNvbmRpdGlvbnMiOiBbeyJidWNrZXQiOiAicGhvdG9zIn1dfQ==',
  awsaccesskeyid: accessKeyId,
  signature: 'sljBpcSmDMJRqcerjmMDtyBZS68=',
};

describe.each([
  ['4', version4],
  ['2', version2],
])('a policy signed by Signature Version %s', (_, fields) => {
  const verify = (change: Record<string, string>) =>
    verifyPostPolicySignature({ ...fields, ...change }, identityOf);

  test('leads to the identity that signed it', async () => {
    expect(await verify({})).toBe(identities[accessKeyId]);
  });

  test('is refused once it is changed, without a signature or of an unknown key', async () => {
    const refused = { code: 'SignatureDoesNotMatch', status: 403 };
    await expect(verify({ policy: `${fields.policy}x` })).rejects.toMatchObject(refused);
    await expect(verify({ signature: '', 'x-amz-signature': '' })).rejects.toMatchObject(refused);
    await expect(
      verify({ 'x-amz-credential': 'AKIAOTHER/20151229/us-east-1/s3/aws4_request' }),
    ).rejects.toThrow('nobody');
  });
});
