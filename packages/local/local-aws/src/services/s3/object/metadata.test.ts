import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

const Key = 'photo.jpg';

async function post(s3: S3Client, Fields: Record<string, string>) {
  const Conditions = Object.entries(Fields).map(([name, value]) => ({ [name]: value }));
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key, Fields, Conditions });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['photo']));
  return fetch(url, { method: 'POST', body: form });
}

test('metadata that is not ASCII comes back as encoded words, however it was sent', async () => {
  const { s3 } = await startS3();
  const encoded = { name: '=?UTF-8?Q?Caf=C3=A9?=' };
  const target = { Bucket, Key };
  await s3.send(new PutObjectCommand({ ...target, Metadata: { name: 'Café' } }));
  expect(await s3.send(new HeadObjectCommand(target))).toMatchObject({ Metadata: encoded });
  await s3.send(new PutObjectCommand({ ...target, Metadata: encoded }));
  expect(await s3.send(new HeadObjectCommand(target))).toMatchObject({ Metadata: encoded });
  await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}` }));
  expect(await s3.send(new GetObjectCommand({ Bucket, Key: 'copy' }))).toMatchObject({ Metadata: encoded });
  expect((await post(s3, { 'x-amz-meta-name': 'Café — 👑 at the far end' })).status).toBe(204);
  expect(await s3.send(new GetObjectCommand(target))).toMatchObject({
    Metadata: { name: '=?UTF-8?Q?Caf=C3=A9_=E2=80=94_=F0=9F=91=91_at_the_far_end?=' },
  });
});

test('an encoded word is decoded in a header, and taken as it is in a form', async () => {
  const { s3 } = await startS3();
  const Metadata = { name: '=?UTF-8?Q?in_fact_ASCII?=' };
  await s3.send(new PutObjectCommand({ Bucket, Key, Metadata }));
  const { Metadata: decoded } = await s3.send(new HeadObjectCommand({ Bucket, Key }));
  expect(decoded).toEqual({ name: 'in fact ASCII' });
  await post(s3, { 'x-amz-meta-name': Metadata.name });
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ Metadata });
});

test('of the headers that a form names, only what Latin-1 has is kept', async () => {
  const { s3 } = await startS3();
  expect((await post(s3, { 'Cache-Control': 'é—x' })).status).toBe(204);
  expect(await s3.send(new HeadObjectCommand({ Bucket, Key }))).toMatchObject({ CacheControl: 'é x' });
});

test('metadata of a name that no header has is refused', async () => {
  const { s3 } = await startS3();
  for (const name of ['x-amz-meta-ü', 'x-amz-meta-a b', 'x-amz-meta-']) {
    const answer = await post(s3, { [name]: 'x' });
    expect([name, answer.status, await answer.text()]).toEqual([
      name,
      400,
      expect.stringContaining('<Code>InvalidArgument</Code>'),
    ]);
  }
});

test('empty metadata is kept', async () => {
  const { s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key, Metadata: { note: '' } }));
  expect((await s3.send(new HeadObjectCommand({ Bucket, Key }))).Metadata).toEqual({ note: '' });
});

test('an answer cannot have headers that are not Latin-1', async () => {
  const { s3 } = await startS3();
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo' }));
  const get = new GetObjectCommand({ Bucket, Key, ResponseContentDisposition: 'filename="é—"' });
  const answer = await fetch(await getSignedUrl(s3, get));
  expect(answer.status).toBe(400);
  const text = await answer.text();
  expect(text).toContain('<Message>Header value cannot be represented using ISO-8859-1.</Message>');
  expect(text).toContain('<ArgumentName>response-content-disposition</ArgumentName>');
});

test.each(['elsewhere', 'ftp://example.com/'])('%s is nowhere to redirect to', async (location) => {
  const { s3 } = await startS3();
  const WebsiteRedirectLocation = location;
  for (const command of [
    new PutObjectCommand({ Bucket, Key, WebsiteRedirectLocation }),
    new CreateMultipartUploadCommand({ Bucket, Key, WebsiteRedirectLocation }),
  ]) {
    await expect(s3.send(command as PutObjectCommand)).rejects.toMatchObject({
      name: 'InvalidRedirectLocation',
    });
  }
});
