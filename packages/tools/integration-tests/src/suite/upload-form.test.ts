import { ListObjectsV2Command } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import fc from 'fast-check';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { needs } from '../gaps.ts';
import { photo, uniqueKey } from '../photo.ts';
import { s3, target } from '../target.ts';
import { postForm, type UploadForm } from '../upload-form.ts';
import { announce } from './announce.ts';
import { api, until } from './images.ts';

let bytes: Buffer;
let key: string;
let upload: UploadForm;

beforeAll(async () => {
  bytes = await photo(64, 48);
  const image = { filename: 'photo.jpg', contentType: 'image/jpeg', bytes: bytes.length };
  ({ key, upload } = await announce(image));
});

async function refused(fields: Record<string, string>, file: Uint8Array = bytes): Promise<void> {
  const response = await postForm({ url: upload.url, fields }, file);
  expect([400, 403]).toContain(response.status);
  // Listed, because S3 answers no request for a key that begins with `../`.
  for (const Prefix of new Set([key, fields.key ?? key])) {
    const listing = new ListObjectsV2Command({ Bucket: target.originalsBucket, Prefix });
    expect(await s3.send(listing)).toMatchObject({ KeyCount: 0 });
  }
}

describe('the form of an announced upload takes nothing but the image that was announced', () => {
  test('neither one byte more nor one less, nor nothing', async () => {
    await refused(upload.fields, Buffer.concat([bytes, Buffer.alloc(1)]));
    await refused(upload.fields, bytes.subarray(1));
    await refused(upload.fields, Buffer.alloc(0));
  });

  test.each([
    'elsewhere.jpg',
    '../elsewhere.jpg',
    '$'.concat('{filename}'), // S3 puts the file's own name there
  ])('no other key, as %s', async (other) => {
    await refused({ ...upload.fields, key: other });
    await refused({ ...upload.fields, key: `${key}/${other}` });
  });

  test.each(['image/svg+xml', 'text/html', 'image/jpeg; charset=x', 'IMAGE/JPEG', ''])(
    'no other type, as "%s"',
    (type) => refused({ ...upload.fields, 'Content-Type': type }),
  );

  test('no other bucket', async () => {
    const url = upload.url.replace(target.originalsBucket, target.variantsBucket);
    expect(url).not.toBe(upload.url);
    expect((await postForm({ ...upload, url }, bytes)).status).toBe(403);
  });

  describe('because it is sealed by a signature', () => {
    beforeEach(needs('sealed upload forms'));

    test.each([
      ['acl', 'public-read'],
      ['success_action_redirect', 'https://example.com/'],
      ['Content-Disposition', 'attachment'],
      ['x-amz-meta-owner', 'me'],
      ['x-amz-storage-class', 'GLACIER'],
      ['x-amz-website-redirect-location', 'https://example.com/'],
    ])('no field that the policy does not know, as %s', (field, value) =>
      refused({ ...upload.fields, [field]: value }),
    );

    test('no policy with other conditions or a later end, though it is signed with the old signature', async () => {
      const policy = JSON.parse(Buffer.from(upload.fields.Policy ?? '', 'base64').toString());
      const forged = (changes: object) =>
        refused({
          ...upload.fields,
          Policy: Buffer.from(JSON.stringify({ ...policy, ...changes })).toString('base64'),
        });
      await forged({ conditions: [] });
      await forged({ expiration: '2099-01-01T00:00:00Z' });
      await forged({ conditions: policy.conditions.filter((each: unknown) => !Array.isArray(each)) });
    });

    test('no field changed by a character, or left out', async () => {
      // The bucket that counts is the URL's; S3 has no field of this name.
      const names = Object.keys(upload.fields).filter((name) => name !== 'bucket');
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...names), fc.nat(), fc.boolean(), async (name, at, leftOut) => {
          const { [name]: value = '', ...others } = upload.fields;
          const position = at % value.length;
          const other = value[position] === '0' ? '1' : '0';
          const changed = `${value.slice(0, position)}${other}${value.slice(position + 1)}`;
          await refused(leftOut ? others : { ...others, [name]: changed });
        }),
        { numRuns: Number(process.env.DARKROOM_FORMS ?? 100) },
      );
    });
  });

  test('and the image itself it takes', async () => {
    expect((await postForm(upload, bytes)).status).toBe(204);
  });
});

test('a form does not bring its image back after the image is deleted', async () => {
  const image = { filename: 'deleted.jpg', contentType: 'image/jpeg', bytes: bytes.length };
  const { id, key: Prefix, upload: form } = await announce(image);
  expect((await api(`/images/${id}`, { method: 'DELETE' })).status).toBe(202);
  expect((await postForm(form, bytes)).status).toBe(204);
  const listing = new ListObjectsV2Command({ Bucket: target.originalsBucket, Prefix });
  await until(async () => (await s3.send(listing)).KeyCount, 0);
  expect((await api(`/images/${id}`)).status).toBe(404);
});

test('a form takes nothing after it has expired', async () => {
  const form = await createPresignedPost(s3, {
    Bucket: target.originalsBucket,
    Key: uniqueKey('expired.jpg'),
    Expires: 1,
  });
  await expect.poll(async () => (await postForm(form, bytes)).status, { timeout: 20_000 }).toBe(403);
  expect(await (await postForm(form, bytes)).text()).toContain('Policy expired');
});
