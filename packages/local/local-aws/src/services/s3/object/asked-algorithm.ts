import { invalidRequest } from '../errors.ts';
import { header, type S3Call } from '../operation.ts';
import { type ChecksumAlgorithm, checksumAlgorithms, isChecksumAlgorithm } from '../wire/checksum.ts';

/** The algorithm in `x-amz-checksum-algorithm`, for copies and multipart uploads. */
export function askedAlgorithm(call: S3Call): ChecksumAlgorithm | undefined {
  const asked = header(call, 'x-amz-checksum-algorithm')?.toUpperCase();
  if (asked === undefined || isChecksumAlgorithm(asked)) return asked;
  throw invalidRequest(
    `Checksum algorithm provided is unsupported. Please try again with any of the valid types: [${checksumAlgorithms.join(', ')}]`,
  );
}
