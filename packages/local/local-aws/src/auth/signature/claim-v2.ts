import { AwsError } from '../../protocol/aws-error.ts';
import type { UnsignedRequest } from '../../protocol/message.ts';
import type { AccessKeyClaim } from './claim.ts';

/** A request's Signature Version 2, with which boto3 and the AWS CLI still presign for S3, before it is verified. */
export interface SignatureV2Claim extends AccessKeyClaim {
  readonly signature: string;
  /** For a presigned URL: seconds since 1970. */
  readonly expires?: number;
}

/** Undefined if the request has none. Throws if it is incomplete. */
export function claimV2(request: UnsignedRequest): SignatureV2Claim | undefined {
  return headerClaim(request) ?? queryClaim(request);
}

function headerClaim({ headers }: UnsignedRequest): SignatureV2Claim | undefined {
  const { authorization } = headers;
  if (!authorization?.startsWith('AWS ')) return undefined;
  const [, accessKeyId, signature] = /^AWS ([^:\s]+):(\S+)$/.exec(authorization) ?? [];
  const token = headers['x-amz-security-token'];
  if (accessKeyId !== undefined && signature !== undefined)
    return { accessKeyId, signature, sessionToken: token === undefined ? undefined : String(token) };
  throw new AwsError(
    'InvalidArgument',
    'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature',
    400,
    { fields: { ArgumentName: 'Authorization', ArgumentValue: authorization } },
  );
}

function queryClaim({ query }: UnsignedRequest): SignatureV2Claim | undefined {
  const [accessKeyId, signature, expires] = ['AWSAccessKeyId', 'Signature', 'Expires'].map((name) =>
    query.get(name),
  );
  if (accessKeyId === null && signature === null) return undefined;
  if (accessKeyId && signature && expires && /^\d+$/.test(expires)) {
    const sessionToken = query.get('x-amz-security-token') ?? undefined;
    return { accessKeyId, signature, expires: Number(expires), sessionToken };
  }
  throw new AwsError(
    'AccessDenied',
    'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
    403,
  );
}
