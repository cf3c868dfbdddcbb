import { Readable } from 'node:stream';
import { type ChecksumAlgorithm, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const Key = 'x';
const text = 'The quick brown fox jumps over the lazy dog';

/** Of the text above, computed by other programs. */
const known: [ChecksumAlgorithm, string][] = [
  ['CRC32', 'QU+jOQ=='],
  ['CRC32C', 'ImIEBA=='],
  ['SHA1', 'L9ThxnotKPzthJ7hu3bnORuT6xI='],
  ['SHA256', '16j7swfXgJRpypq8sAguT41WUeRtPNt2LQLQvzfJ5ZI='],
];

test.each(known)(
  '%s is verified and stored, of a body sent whole or as a stream with a trailer',
  async (algorithm, value) => {
    const { s3 } = await startS3();
    const name = `Checksum${algorithm}`;
    for (const Body of [text, Readable.from([Buffer.from(text)], { objectMode: false })]) {
      const put = { Bucket, Key, Body, ContentLength: text.length, ChecksumAlgorithm: algorithm };
      expect(await s3.send(new PutObjectCommand(put))).toMatchObject({ [name]: value });
      const got = await s3.send(new GetObjectCommand({ Bucket, Key, ChecksumMode: 'ENABLED' }));
      expect(await got.Body?.transformToString()).toBe(text); // the client compares as well
      expect(got).toMatchObject({ [name]: value, ChecksumType: 'FULL_OBJECT' });
    }
  },
);

test.each(known)('%s of parts is the checksum of their checksums', async (ChecksumAlgorithm) => {
  const { s3 } = await startS3();
  const params = { Bucket, Key, Body: Buffer.alloc(6 * 1024 * 1024, text), ChecksumAlgorithm };
  const done = await new Upload({ client: s3, params, partSize: 5 * 1024 * 1024 }).done();
  expect(done).toMatchObject({
    ChecksumType: 'COMPOSITE',
    [`Checksum${ChecksumAlgorithm}`]: expect.stringMatching(/-2$/),
  });
});
