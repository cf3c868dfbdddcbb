import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidRequest } from '../errors.ts';
import type { Upload, UploadedPart } from '../storage/uploads.ts';
import { checksumAlgorithms } from '../wire/checksum.ts';
import { element, integer, parseXml, repeated } from '../wire/xml.ts';

const minPartBytes = 5 * 1024 * 1024;

const checksums = Object.fromEntries(
  checksumAlgorithms.map((algorithm) => [`Checksum${algorithm}`, z.string().optional()]),
);
const listedPart = element({ PartNumber: integer(), ETag: z.string(), ...checksums });
const completion = element({ Part: repeated(listedPart) });

export interface ListedPart {
  readonly number: number;
  /** Without quotes. */
  readonly etag: string;
  /** By algorithm, in lower case. */
  readonly checksums: ReadonlyMap<string, string>;
}

/** The parts that CompleteMultipartUpload lists. Throws MalformedXML and InvalidRequest. */
export function parseListedParts(document: string): ListedPart[] {
  const { Part: parts } = parseXml(document, 'CompleteMultipartUpload', completion);
  if (parts.length === 0) throw invalidRequest('You must specify at least one part');
  return parts.map(({ PartNumber, ETag, ...others }) => ({
    number: Number(PartNumber),
    etag: ETag.replaceAll('"', ''),
    checksums: new Map(
      Object.entries(others).flatMap(([name, value]) =>
        value === undefined ? [] : [[name.slice('Checksum'.length).toLowerCase(), String(value)] as const],
      ),
    ),
  }));
}

/** The uploaded parts that are listed; they must match the client's description. */
export function chooseParts(
  upload: Upload,
  listed: readonly ListedPart[],
  uploaded: readonly UploadedPart[],
): UploadedPart[] {
  if (listed.some(({ number }, index) => number <= (listed[index - 1]?.number ?? 0))) {
    throw new AwsError(
      'InvalidPartOrder',
      'The list of parts was not in ascending order. Parts must be ordered by part number.',
      400,
      { fields: { UploadId: upload.uploadId } },
    );
  }
  const byNumber = new Map(uploaded.map((part) => [part.number, part]));
  return listed.map((asked, index) => {
    const part = byNumber.get(asked.number);
    if (part?.etag !== asked.etag) throw invalidPart(upload, asked);
    checkChecksum(upload, asked, part);
    if (part.bytes < minPartBytes && index < listed.length - 1) throw tooSmall(part);
    return part;
  });
}

function checkChecksum(upload: Upload, asked: ListedPart, part: UploadedPart): void {
  const { checksum: ofUpload } = upload;
  if (!ofUpload) {
    if (asked.checksums.size > 0) throw invalidPart(upload, asked);
    return;
  }
  const algorithm = ofUpload.algorithm.toLowerCase();
  const claimed = asked.checksums.get(algorithm);
  if (claimed !== undefined) {
    if (claimed !== part.checksum?.value) throw invalidPart(upload, asked);
    return;
  }
  if (ofUpload.type !== 'COMPOSITE') return;
  for (const other of asked.checksums.keys()) {
    throw new AwsError(
      'BadDigest',
      `The ${other} you specified for part ${asked.number} did not match what we received.`,
    );
  }
  throw invalidRequest(
    `The upload was created using a ${algorithm} checksum. The complete request must include the checksum for each part. It was missing for part ${asked.number} in the request.`,
  );
}

function invalidPart({ uploadId }: Upload, { number, etag }: ListedPart): AwsError {
  return new AwsError(
    'InvalidPart',
    "One or more of the specified parts could not be found.  The part may not have been uploaded, or the specified entity tag may not match the part's entity tag.",
    400,
    { fields: { UploadId: uploadId, PartNumber: String(number), ETag: etag } },
  );
}

function tooSmall({ bytes, number, etag }: UploadedPart): AwsError {
  return new AwsError(
    'EntityTooSmall',
    'Your proposed upload is smaller than the minimum allowed size',
    400,
    {
      fields: {
        ProposedSize: String(bytes),
        MinSizeAllowed: String(minPartBytes),
        PartNumber: String(number),
        ETag: etag,
      },
    },
  );
}
