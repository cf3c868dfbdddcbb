import { createHmac } from 'node:crypto';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import type { AwsRequest, UnsignedRequest } from '../../protocol/message.ts';
import { bucketOfHost } from '../../protocol/virtual-host.ts';
import { identify, sameSignature } from '../identify.ts';
import type { Refusals } from '../refusals.ts';
import type { SignatureV2Claim } from './claim-v2.ts';

const maxSkewMs = 15 * 60_000;

/** Throws one of `refusals` unless the claimed sender signed exactly this request, and it has not expired. */
export async function verifyV2(
  cloud: Cloud,
  request: UnsignedRequest,
  claim: SignatureV2Claim,
  refusals: Refusals,
): Promise<AwsRequest> {
  const { caller, secretAccessKey } = await identify(cloud, claim, refusals);
  const now = cloud.now();
  if (claim.expires === undefined) checkDate(request, now, refusals);
  const candidates = resources(request).map((resource) => stringToSign(request, claim, resource));
  const signed = candidates.some((text) =>
    sameSignature(createHmac('sha1', secretAccessKey).update(text).digest('base64'), claim.signature),
  );
  if (!signed) throw refusals.mismatch({ ...claim, stringToSign: candidates[0] ?? '' });
  if (claim.expires !== undefined) {
    const expiresAt = new Date(claim.expires * 1000);
    if (expiresAt < now) throw refusals.expiredUrl({ expiresAt, now });
  }
  return { ...request, caller };
}

function checkDate({ headers }: UnsignedRequest, now: Date, refusals: Refusals): void {
  const date = String(headers['x-amz-date'] ?? headers.date ?? '');
  const time = Date.parse(date.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  if (!(time >= 0)) {
    throw new AwsError('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header', 403);
  }
  if (Math.abs(now.getTime() - time) > maxSkewMs) throw refusals.skewed(date, now);
}

/** Source: S3 user guide, "Signing and authenticating REST requests (Signature Version 2)". */
function stringToSign(
  { method, headers, query }: UnsignedRequest,
  { expires }: SignatureV2Claim,
  resource: string,
): string {
  const presigned = expires !== undefined;
  // A presigned URL may hold as a parameter what the client signed as a header.
  const sent = (name: string) => String(headers[name] ?? (presigned ? query.get(name) : null) ?? '');
  const names = [...Object.keys(headers), ...(presigned ? query.keys() : [])].filter((name) =>
    name.startsWith('x-amz-'),
  );
  return [
    method,
    sent('content-md5'),
    sent('content-type'),
    expires ?? (headers['x-amz-date'] === undefined ? (headers.date ?? '') : ''),
    ...[...new Set(names)].sort().map((name) => `${name}:${sent(name)}`),
    withSubresources(resource, query),
  ].join('\n');
}

/** The path as it was signed. Some clients add a slash after a bucket's name, whether the URL has one or not. */
function resources({ host, path }: UnsignedRequest): string[] {
  const bucket = bucketOfHost(host);
  if (bucket !== undefined) return [`/${bucket}${path}`];
  return /^\/[^/]+$/.test(path) ? [path, `${path}/`] : [path];
}

const subresources =
  /^(accelerate|acl|analytics|cors|defaultObjectAcl|delete|inventory|lifecycle|location|logging|metrics|notification|object-lock|partNumber|policy|replication|requestPayment|response-.+|restore|select|select-type|storageClass|tagging|torrent|uploadId|uploads|versionId|versioning|versions|website)$/;

function withSubresources(path: string, query: URLSearchParams): string {
  const signed = [...query]
    .filter(([name]) => subresources.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return signed.length === 0 ? path : `${path}?${signed.join('&')}`;
}
