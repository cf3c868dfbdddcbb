import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Cloud } from '../../cloud/cloud.ts';
import { type AwsRequest, readBody, type UnsignedRequest } from '../../protocol/message.ts';
import { identify, sameSignature } from '../identify.ts';
import type { Refusals } from '../refusals.ts';
import { type SignatureClaim, timeOf } from './claim.ts';
import { expectedSignature } from './signature-v4.ts';

const maxSkewMs = 15 * 60_000;
const maxExpiresSeconds = 7 * 24 * 60 * 60;

/** Throws one of `refusals` unless the request is what its claimed sender signed, and signed in time. */
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
  const expected = await expectedSignature(request, claim, { secretAccessKey, payloadHash });
  const { accessKeyId, signature } = claim;
  if (!sameSignature(expected.signature, signature))
    throw refusals.mismatch({ ...expected, accessKeyId, signature });
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

/** What an `x-amz-*` header changes (metadata, tags, encryption, a copy's source) is for the signer to say. */
function checkAllSigned(
  { headers }: UnsignedRequest,
  { signedHeaders }: SignatureClaim,
  refusals: Refusals,
): void {
  const unsigned = Object.keys(headers).filter(
    (name) => name.startsWith('x-amz-') && !signedHeaders.includes(name),
  );
  if (unsigned.length > 0) throw refusals.unsignedHeaders(unsigned);
}

/** S3's bodies may be large: a header tells the hash, and the service compares it at the body's end. */
function streamedPayload(request: UnsignedRequest, { expiresSeconds }: SignatureClaim) {
  const told = request.headers['x-amz-content-sha256'] ?? request.query.get('X-Amz-Content-Sha256');
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
