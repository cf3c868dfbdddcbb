import { AwsError } from '../../../protocol/aws-error.ts';
import { header, type S3Call } from '../operation.ts';
import type { Upload, UploadedPart } from '../storage/uploads.ts';
import { checksumHeader, compositeChecksum, type ObjectChecksum, runningChecksum } from '../wire/checksum.ts';

/** The checksum of a finished upload, compared with the one the client sent, if it did; throws BadDigest. */
export async function uploadChecksum(
  call: S3Call,
  { checksum }: Upload,
  parts: readonly UploadedPart[],
): Promise<ObjectChecksum | undefined> {
  if (!checksum) return undefined;
  const computed =
    checksum.type === 'COMPOSITE'
      ? await compositeChecksum(
          checksum.algorithm,
          parts.map((part) => part.checksum?.value ?? ''),
        )
      : await fullObjectChecksum(call, checksum.algorithm, parts);
  const claimed = header(call, checksumHeader(checksum.algorithm));
  if (claimed !== undefined && claimed !== computed.value) {
    throw new AwsError(
      'BadDigest',
      `The ${checksum.algorithm.toLowerCase()} you specified did not match the calculated checksum.`,
    );
  }
  return computed;
}

/** Reads every part once more, which is simpler than combining CRCs and as right. */
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
