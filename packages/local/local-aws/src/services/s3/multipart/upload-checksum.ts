import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidRequest } from '../errors.ts';
import { header, type S3Call } from '../operation.ts';
import type { Upload, UploadedPart } from '../storage/uploads.ts';
import {
  checksumAlgorithms,
  checksumHeader,
  compositeChecksum,
  type ObjectChecksum,
  runningChecksum,
} from '../wire/checksum.ts';

/** The checksum of a finished upload. If the client sent one, the two are compared; throws BadDigest. */
export async function uploadChecksum(
  call: S3Call,
  { checksum }: Upload,
  parts: readonly UploadedPart[],
): Promise<ObjectChecksum | undefined> {
  const type = header(call, 'x-amz-checksum-type');
  if (type !== undefined && type !== checksum?.type) {
    throw invalidRequest(
      `The upload was created using the ${checksum?.type ?? 'null'} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const claims = checksumAlgorithms.filter((name) => header(call, checksumHeader(name)) !== undefined);
  // An upload that asked for no checksum can still get S3's own.
  const algorithm = checksum?.algorithm ?? (claims.includes('CRC64NVME') ? 'CRC64NVME' : undefined);
  const computed =
    algorithm &&
    (checksum?.type === 'COMPOSITE'
      ? await compositeChecksum(
          algorithm,
          parts.map((part) => part.checksum?.value ?? ''),
        )
      : await fullObjectChecksum(call, algorithm, parts));
  for (const claim of claims) {
    if (claim === computed?.algorithm && header(call, checksumHeader(claim)) === computed.value) continue;
    throw new AwsError(
      'BadDigest',
      `The ${(computed?.algorithm ?? claim).toLowerCase()} you specified did not match the calculated checksum.`,
    );
  }
  return computed;
}

/** Reads every part again, which is simpler than combining CRCs, and just as correct. */
async function fullObjectChecksum(
  call: S3Call,
  algorithm: ObjectChecksum['algorithm'],
  parts: readonly UploadedPart[],
): Promise<ObjectChecksum> {
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0);
  const segments = parts.map(({ segment }) => segment);
  const running = runningChecksum(algorithm);
  for await (const chunk of call.store.bodies.read(segments, 0, bytes - 1)) running.update(chunk);
  const value = Buffer.from(await running.digest()).toString('base64');
  return { algorithm, value, type: 'FULL_OBJECT' };
}
