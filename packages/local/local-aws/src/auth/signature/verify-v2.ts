import { createHmac } from 'node:crypto';
import type { Cloud } from '../../cloud/cloud.ts';
import type { AwsRequest, UnsignedRequest } from '../../protocol/message.ts';
import { identify, sameSignature } from '../identify.ts';
import type { Refusals } from '../refusals.ts';
import type { AccessKeyClaim } from './claim.ts';

/** A URL presigned with Signature Version 2, which boto3 and the AWS CLI still make for S3 unless told otherwise. */
export interface QuerySignatureV2 extends AccessKeyClaim {
  readonly signature: string;
  /** Seconds since 1970. */
  readonly expires: number;
}

/** Undefined for URLs of another kind. */
export function querySignatureV2({ query }: UnsignedRequest): QuerySignatureV2 | undefined {
  const [accessKeyId, signature] = [query.get('AWSAccessKeyId'), query.get('Signature')];
  if (accessKeyId === null || signature === null) return undefined;
  return {
    accessKeyId,
    signature,
    expires: Number(query.get('Expires') ?? Number.NaN),
    sessionToken: query.get('x-amz-security-token') ?? undefined,
  };
}

/** Throws one of `refusals` unless the request is what its claimed sender signed, and has not expired. */
export async function verifyV2(
  cloud: Cloud,
  request: UnsignedRequest,
  claim: QuerySignatureV2,
  refusals: Refusals,
): Promise<AwsRequest> {
  const { caller, secretAccessKey } = await identify(cloud, claim, refusals);
  const expected = expectedSignatureV2(request, claim, secretAccessKey);
  if (!sameSignature(expected.signature, claim.signature)) {
    throw refusals.mismatch({ ...claim, stringToSign: expected.stringToSign });
  }
  const [expiresAt, now] = [new Date(claim.expires * 1000), cloud.now()];
  if (!(expiresAt >= now)) throw refusals.expiredUrl({ expiresAt, now });
  return { ...request, caller };
}

/** Source: S3 user guide, "Signing and authenticating REST requests (Signature Version 2)". */
function expectedSignatureV2(
  request: UnsignedRequest,
  { expires }: QuerySignatureV2,
  secretAccessKey: string,
): { readonly signature: string; readonly stringToSign: string } {
  const { method, headers, query, path } = request;
  // What the client signed as a header it may send as a parameter.
  const sent = (name: string) => String(headers[name] ?? query.get(name) ?? '');
  const names = [...Object.keys(headers), ...query.keys()].filter((name) => name.startsWith('x-amz-'));
  const stringToSign = [
    method,
    sent('content-md5'),
    sent('content-type'),
    expires,
    ...[...new Set(names)].sort().map((name) => `${name}:${sent(name)}`),
    withSubresources(path, query),
  ].join('\n');
  const signature = createHmac('sha1', secretAccessKey).update(stringToSign).digest('base64');
  return { signature, stringToSign };
}

const subresources =
  /^(acl|cors|delete|lifecycle|location|logging|notification|partNumber|policy|requestPayment|response-.+|restore|tagging|torrent|uploadId|uploads|versionId|versioning|versions|website)$/;

function withSubresources(path: string, query: URLSearchParams): string {
  const signed = [...query]
    .filter(([name]) => subresources.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return signed.length === 0 ? path : `${path}?${signed.join('&')}`;
}
