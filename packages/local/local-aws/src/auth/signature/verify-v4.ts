import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Cloud } from '../../cloud/cloud.ts';
import { type AwsRequest, readBody, type UnsignedRequest } from '../../protocol/message.ts';
import { identify, sameSignature } from '../identify.ts';
import type { Refusals } from '../refusals.ts';
import { type SignatureClaim, timeOf } from './claim.ts';
import { type SignedText, signatureV4, signedText } from './signature-v4.ts';
import { isSignedV4a } from './signature-v4a.ts';

const maxSkewMs = 15 * 60_000;
const maxExpiresSeconds = 7 * 24 * 60 * 60;

/** Throws one of `refusals` unless the claimed sender signed exactly this request, and signed it in time. */
export async function verifyV4(
  cloud: Cloud,
  unsigned: UnsignedRequest,
  claim: SignatureClaim,
  refusals: Refusals,
): Promise<AwsRequest> {
  const { caller, secretAccessKey } = await identify(cloud, claim, refusals);
  checkTime(claim, cloud.now(), refusals);
  const { request, payloadHash } =
    claim.service === 's3' ? streamedPayload(unsigned, claim) : await wholePayload(unsigned);
  const { accessKeyId, signature } = claim;
  const readings = await Promise.all(
    readingsOf(request).map((reading) => signedText(reading, claim, payloadHash)),
  );
  const isSigned = ({ stringToSign }: SignedText) =>
    claim.algorithm === 'AWS4-HMAC-SHA256'
      ? sameSignature(signatureV4(stringToSign, claim, secretAccessKey), signature)
      : isSignedV4a(stringToSign, claim, secretAccessKey);
  const [expected] = readings;
  if (expected && !readings.some(isSigned)) throw refusals.mismatch({ ...expected, accessKeyId, signature });
  if (claim.service === 's3') checkAllSigned(request, claim, refusals);
  return { ...request, caller };
}

function checkTime({ signedAt, expiresSeconds }: SignatureClaim, now: Date, refusals: Refusals): void {
  const time = timeOf(signedAt).getTime();
  const tooEarly = time - now.getTime() > maxSkewMs;
  if (expiresSeconds === undefined) {
    if (tooEarly || now.getTime() - time > maxSkewMs) throw refusals.skewed(signedAt, now);
    return;
  }
  if (expiresSeconds > maxExpiresSeconds) throw refusals.tooLong();
  if (tooEarly) throw refusals.skewed(signedAt, now);
  const expiresAt = new Date(time + expiresSeconds * 1000);
  if (expiresAt < now) throw refusals.expiredUrl({ expiresAt, now });
}

/** Clients send a header's text as Latin-1 or as UTF-8, but sign it as UTF-8 either way. */
function readingsOf(request: UnsignedRequest): UnsignedRequest[] {
  const { headers } = request;
  if (!Object.values(headers).some((value) => /[\u0080-\u00ff]/.test(String(value)))) return [request];
  const asUtf8 = Object.entries(headers).map(([name, value]) => [
    name,
    Buffer.from(String(value), 'latin1').toString('utf8'),
  ]);
  return [request, { ...request, headers: Object.fromEntries(asUtf8) }];
}

/** Describes only the body, with which it is compared. */
const needNotBeSigned = new Set(['x-amz-content-sha256']);

/** What an `x-amz-*` header changes (metadata, tags, encryption, a copy's source) is the signer's decision. */
function checkAllSigned(
  { headers }: UnsignedRequest,
  { signedHeaders }: SignatureClaim,
  refusals: Refusals,
): void {
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name) && !needNotBeSigned.has(name),
  );
  if (unsigned.length > 0) throw refusals.unsignedHeaders(unsigned);
}

/** S3's bodies may be large: a header gives the hash, and the service compares it at the end of the body. */
function streamedPayload(request: UnsignedRequest, { expiresSeconds, signedHeaders }: SignatureClaim) {
  const name = 'x-amz-content-sha256';
  const covered = expiresSeconds === undefined || signedHeaders.includes(name);
  const told = (covered ? request.headers[name] : undefined) ?? request.query.get('X-Amz-Content-Sha256');
  const otherwise = expiresSeconds === undefined ? sha256('') : 'UNSIGNED-PAYLOAD';
  return { request, payloadHash: String(told ?? otherwise) };
}

async function wholePayload(request: UnsignedRequest) {
  const body = await readBody(request);
  return { request: { ...request, body: Readable.from([body]) }, payloadHash: sha256(body) };
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
