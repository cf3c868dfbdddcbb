import {
  type ChecksumAlgorithm,
  type ChecksumType,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  type CompleteMultipartUploadCommandInput,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectAttributesCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from 'vitest';
import { Bucket, startSharedS3 } from '../testing/start-s3.ts';

const Key = 'large.bin';
const first = 'x'.repeat(5 * 1024 * 1024);

let s3: S3Client;
beforeAll(async () => {
  const shared = await startSharedS3({ requestChecksumCalculation: 'WHEN_REQUIRED' });
  s3 = shared.s3;
  await s3.send(new CreateBucketCommand({ Bucket }));
  return shared.close;
});

/** An upload of so many parts, not yet completed. */
async function upload(
  bodies: readonly string[],
  checksum: { ChecksumAlgorithm?: ChecksumAlgorithm; ChecksumType?: ChecksumType },
) {
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...checksum }));
  const target = { Bucket, Key, UploadId };
  const { ChecksumAlgorithm } = checksum;
  const Parts: CompletedPart[] = [];
  for (const [index, Body] of bodies.entries()) {
    const part = {
      ...target,
      PartNumber: index + 1,
      Body,
      ...(ChecksumAlgorithm ? { ChecksumAlgorithm } : {}),
    };
    const { $metadata, ServerSideEncryption, ...done } = await s3.send(new UploadPartCommand(part));
    Parts.push({ ...done, PartNumber: index + 1 });
  }
  const complete = (input: Partial<CompleteMultipartUploadCommandInput> = {}, parts = Parts) =>
    s3.send(new CompleteMultipartUploadCommand({ ...target, MultipartUpload: { Parts: parts }, ...input }));
  return { target, Parts, complete };
}

const attributes = (input: { MaxParts?: number; PartNumberMarker?: string } = {}) =>
  s3.send(new GetObjectAttributesCommand({ Bucket, Key, ObjectAttributes: ['ObjectParts'], ...input }));

test.each<ChecksumAlgorithm>(['CRC32', 'CRC32C', 'SHA1', 'SHA256'])(
  'each part of an upload with %s keeps its own checksum',
  async (ChecksumAlgorithm) => {
    const name = `Checksum${ChecksumAlgorithm}` as const;
    const { Parts, complete } = await upload([first, 'end'], {
      ChecksumAlgorithm,
      ChecksumType: 'COMPOSITE',
    });
    const sums = Parts.map((part) => part[name]);
    expect(sums).toEqual([expect.any(String), expect.any(String)]);
    await complete();
    expect((await attributes()).ObjectParts).toEqual({
      TotalPartsCount: 2,
      PartNumberMarker: '0',
      NextPartNumberMarker: '2',
      MaxParts: 1000,
      IsTruncated: false,
      Parts: [
        { PartNumber: 1, Size: first.length, [name]: sums[0] },
        { PartNumber: 2, Size: 3, [name]: sums[1] },
      ],
    });
    expect((await attributes({ MaxParts: 1, PartNumberMarker: '1' })).ObjectParts).toMatchObject({
      IsTruncated: false,
      Parts: [{ PartNumber: 2 }],
    });
    const ChecksumMode = 'ENABLED';
    const part = await s3.send(new HeadObjectCommand({ Bucket, Key, PartNumber: 2, ChecksumMode }));
    expect(part).toMatchObject({ [name]: sums[1], ChecksumType: 'COMPOSITE', PartsCount: 2 });
  },
);

test('an upload without checksums has parts to count and to get', async () => {
  const { complete } = await upload([first, 'end'], {});
  await complete();
  expect((await attributes()).ObjectParts).toEqual({ TotalPartsCount: 2 });
  const get = (PartNumber: number, input = {}) =>
    s3.send(new GetObjectCommand({ Bucket, Key, PartNumber, ...input }));
  const part = await get(2);
  expect(await part.Body?.transformToString()).toBe('end');
  expect(part).toMatchObject({
    PartsCount: 2,
    ContentRange: `bytes ${first.length}-${first.length + 2}/${first.length + 3}`,
  });
  await expect(get(3)).rejects.toMatchObject({ name: 'InvalidPartNumber', ActualPartCount: '2' });
  await expect(get(1, { Range: 'bytes=0-1' })).rejects.toMatchObject({ name: 'InvalidRequest' });
});

describe('completing an upload', () => {
  test('needs the checksum of every part, where the whole one is made of them', async () => {
    const { Parts, complete } = await upload(['x'], { ChecksumAlgorithm: 'SHA256' });
    const bare = Parts.map(({ ETag, PartNumber }) => ({ ETag, PartNumber }));
    await expect(complete({}, bare)).rejects.toMatchObject({
      name: 'InvalidRequest',
      message:
        'The upload was created using a sha256 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.',
    });
    const ChecksumCRC32 = 'AAAAAA==';
    await expect(
      complete(
        {},
        bare.map((part) => ({ ...part, ChecksumCRC32 })),
      ),
    ).rejects.toMatchObject({
      name: 'BadDigest',
      message: 'The crc32 you specified for part 1 did not match what we received.',
    });
    const ChecksumSHA256 = Buffer.alloc(32).toString('base64');
    await expect(
      complete(
        {},
        bare.map((part) => ({ ...part, ChecksumSHA256 })),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await complete();
  });

  test('takes no checksums of parts where the upload asked for none', async () => {
    const { Parts, complete } = await upload(['x'], {});
    const ChecksumCRC32 = 'AAAAAA==';
    await expect(
      complete(
        {},
        Parts.map((part) => ({ ...part, ChecksumCRC32 })),
      ),
    ).rejects.toMatchObject({
      name: 'InvalidPart',
    });
    await expect(complete({ ChecksumType: 'FULL_OBJECT' })).rejects.toMatchObject({
      message:
        'The upload was created using the null checksum mode. The complete request must use the same checksum mode.',
    });
    await complete();
  });

  test('compares the checksum and the size of the whole', async () => {
    const { complete } = await upload(['x'], { ChecksumAlgorithm: 'CRC32C', ChecksumType: 'FULL_OBJECT' });
    await expect(complete({ ChecksumType: 'COMPOSITE' })).rejects.toMatchObject({ name: 'InvalidRequest' });
    for (const claim of [{ ChecksumCRC32C: 'AAAAAA==' }, { ChecksumCRC32: 'AAAAAA==' }]) {
      await expect(complete(claim)).rejects.toMatchObject({
        name: 'BadDigest',
        message: 'The crc32c you specified did not match the calculated checksum.',
      });
    }
    await expect(complete({ MpuObjectSize: 5 })).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: "The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 1",
    });
    await complete({ MpuObjectSize: 1 });
  });

  test('needs parts', async () => {
    const { complete } = await upload(['x'], {});
    await expect(complete({}, [])).rejects.toMatchObject({
      name: 'InvalidRequest',
      message: 'You must specify at least one part',
    });
  });
});

test.each<[sent: ChecksumAlgorithm | undefined, actual: string]>([
  ['CRC32', 'crc32'],
  [undefined, 'null'],
])('a part with the checksum %s is none of an upload with SHA256', async (sent, actual) => {
  const { UploadId } = await s3.send(
    new CreateMultipartUploadCommand({ Bucket, Key, ChecksumAlgorithm: 'SHA256' }),
  );
  const part = { Bucket, Key, UploadId, PartNumber: 1, Body: 'x' };
  const put = s3.send(new UploadPartCommand({ ...part, ...(sent ? { ChecksumAlgorithm: sent } : {}) }));
  await expect(put).rejects.toMatchObject({
    name: 'InvalidRequest',
    message: `Checksum Type mismatch occurred, expected checksum Type: sha256, actual checksum Type: ${actual}`,
  });
});

test.each<[ChecksumAlgorithm | undefined, ChecksumType]>([
  ['SHA256', 'FULL_OBJECT'],
  ['XXHASH3', 'FULL_OBJECT'],
  ['CRC64NVME', 'COMPOSITE'],
  [undefined, 'COMPOSITE'],
])('an upload with %s has no checksum of the type %s', async (algorithm, ChecksumType) => {
  const checksum = { ChecksumType, ...(algorithm ? { ChecksumAlgorithm: algorithm } : {}) };
  await expect(s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ...checksum }))).rejects.toMatchObject(
    { name: 'InvalidRequest' },
  );
});
