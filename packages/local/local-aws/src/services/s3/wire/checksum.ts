import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { Crc32c, Crc64Nvme } from '@aws-sdk/checksums/crc';
import { Xxh3_64, Xxh3_128, Xxh64 } from '@aws-sdk/checksums/xxh';

/** The algorithms of S3's flexible checksums, in the form of `x-amz-checksum-algorithm`. */
export type ChecksumAlgorithm =
  | 'CRC32'
  | 'CRC32C'
  | 'CRC64NVME'
  | 'MD5'
  | 'SHA1'
  | 'SHA256'
  | 'SHA512'
  | 'XXHASH3'
  | 'XXHASH64'
  | 'XXHASH128';

export interface ObjectChecksum {
  readonly algorithm: ChecksumAlgorithm;
  /** Base64; `<base64>-<parts>` for a composite one. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export interface RunningChecksum {
  update(bytes: Uint8Array): void;
  digest(): Promise<Uint8Array>;
}

const algorithms: Readonly<Record<ChecksumAlgorithm, () => RunningChecksum>> = {
  CRC32: runningCrc32,
  CRC32C: () => new Crc32c(),
  CRC64NVME: () => new Crc64Nvme(),
  MD5: () => runningHash('md5'),
  SHA1: () => runningHash('sha1'),
  SHA256: () => runningHash('sha256'),
  SHA512: () => runningHash('sha512'),
  XXHASH3: () => new Xxh3_64(),
  XXHASH64: () => new Xxh64(),
  XXHASH128: () => new Xxh3_128(),
};

export const checksumAlgorithms = Object.keys(algorithms) as readonly ChecksumAlgorithm[];

export function runningChecksum(algorithm: ChecksumAlgorithm): RunningChecksum {
  return algorithms[algorithm]();
}

export function isChecksumAlgorithm(name: string): name is ChecksumAlgorithm {
  return Object.hasOwn(algorithms, name);
}

/** Bytes of a digest. */
export const checksumBytes: Readonly<Record<ChecksumAlgorithm, number>> = {
  CRC32: 4,
  CRC32C: 4,
  CRC64NVME: 8,
  MD5: 16,
  SHA1: 20,
  SHA256: 32,
  SHA512: 64,
  XXHASH3: 8,
  XXHASH64: 8,
  XXHASH128: 16,
};

/**
 * The checksum types of a multipart upload, the default first: only CRCs of parts can be combined into one of the whole.
 * Source: S3 user guide, "Checking object integrity", table of full object and composite checksums.
 */
export function checksumTypes(
  algorithm: ChecksumAlgorithm,
): readonly [ObjectChecksum['type'], ...ObjectChecksum['type'][]] {
  if (algorithm === 'CRC64NVME') return ['FULL_OBJECT'];
  return algorithm === 'CRC32' || algorithm === 'CRC32C' ? ['COMPOSITE', 'FULL_OBJECT'] : ['COMPOSITE'];
}

/** `x-amz-checksum-crc32`: the request and response header, and the trailer, of an algorithm. */
export function checksumHeader(algorithm: ChecksumAlgorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** The checksum as a member of an XML answer: `{ ChecksumCRC32: …, ChecksumType: … }`. */
export function checksumMembers(checksum: ObjectChecksum | undefined): Record<string, string> {
  return checksum ? { [`Checksum${checksum.algorithm}`]: checksum.value, ChecksumType: checksum.type } : {};
}

export function checksumHeaders(checksum: ObjectChecksum | undefined): Record<string, string> {
  return checksum
    ? { [checksumHeader(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type }
    : {};
}

/** Checksum of the parts' checksums, which a multipart upload has unless it asked for FULL_OBJECT. */
export async function compositeChecksum(
  algorithm: ChecksumAlgorithm,
  partValues: readonly string[],
): Promise<ObjectChecksum> {
  const running = runningChecksum(algorithm);
  for (const value of partValues) running.update(Buffer.from(value, 'base64'));
  const digest = Buffer.from(await running.digest()).toString('base64');
  return { algorithm, value: `${digest}-${partValues.length}`, type: 'COMPOSITE' };
}

function runningCrc32(): RunningChecksum {
  let value = 0;
  return {
    update(bytes) {
      value = crc32(bytes, value);
    },
    async digest() {
      const digest = Buffer.alloc(4);
      digest.writeUInt32BE(value);
      return digest;
    },
  };
}

function runningHash(name: 'md5' | 'sha1' | 'sha256' | 'sha512'): RunningChecksum {
  const hash = createHash(name);
  return { update: (bytes) => void hash.update(bytes), digest: async () => hash.digest() };
}
