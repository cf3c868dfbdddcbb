import { request as httpRequest } from 'node:http';
import { GetObjectCommand, GetObjectTaggingCommand, HeadObjectCommand } from '@aws-sdk/client-s3';
import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { describe, expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

describe('a presigned POST', () => {
  /** Sends the form as a browser does. */
  async function post(
    options: Omit<PresignedPostOptions, 'Bucket'>,
    { fields = {}, file = 'hello', filename = 'ü x.jpg' } = {},
  ) {
    const { s3 } = await startS3();
    const form = await createPresignedPost(s3, { Bucket, ...options });
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...form.fields, ...fields })) body.append(name, value);
    body.append('file', new Blob([file]), filename);
    const response = await fetch(form.url, { method: 'POST', body });
    return { s3, status: response.status, text: await response.text(), headers: response.headers };
  }

  test('stores the file under the name it was given', async () => {
    const { s3, status, headers } = await post(
      {
        Key: `uploads/${'$'}{filename}`,
        Conditions: [
          ['content-length-range', 1, 10],
          ['starts-with', '$Content-Type', 'image/'],
          ['eq', '$x-amz-meta-owner', 'me'],
        ],
      },
      { fields: { 'Content-Type': 'image/jpeg', 'x-amz-meta-owner': 'me' } },
    );
    expect(status).toBe(204);
    expect(headers.get('etag')).toBe('"5d41402abc4b2a76b9719d911017c592"');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'uploads/ü x.jpg' }));
    expect(head).toMatchObject({ ContentType: 'image/jpeg', ContentLength: 5, Metadata: { owner: 'me' } });
  });

  test('answers 201 with the place of the object where the form asks for it', async () => {
    const { status, text } = await post({ Key: 'x', Fields: { success_action_status: '201' } });
    expect(status).toBe(201);
    expect(text).toContain('<Key>x</Key>');
  });

  const range: PresignedPostOptions['Conditions'] = [['content-length-range', 5, 10]];
  const type: PresignedPostOptions['Conditions'] = [['starts-with', '$Content-Type', 'image/']];
  test.each([
    ['too large a file', { Conditions: range }, { file: 'hello world' }, 400, 'EntityTooLarge'],
    ['too small a file', { Conditions: range }, { file: 'x' }, 400, 'EntityTooSmall'],
    ['another key', {}, { fields: { key: 'other' } }, 403, 'AccessDenied'],
    ['another type', { Conditions: type }, { fields: { 'Content-Type': 'text/html' } }, 403, 'AccessDenied'],
    ['a field outside the policy', {}, { fields: { 'x-amz-meta-a': '1' } }, 403, 'AccessDenied'],
    [
      'a range of sizes that is none',
      { Conditions: [['content-length-range', -1, 5]] satisfies PresignedPostOptions['Conditions'] },
      {},
      400,
      'InvalidPolicyDocument',
    ],
    ['an expired policy', { Expires: -1 }, {}, 403, 'Policy expired'],
    ['a tampered policy', {}, { fields: { Policy: 'e30=' } }, 403, 'SignatureDoesNotMatch'],
    [
      'a foreign key id',
      {},
      { fields: { 'X-Amz-Credential': 'AKIA/1/us-east-1/s3/aws4_request' } },
      403,
      'InvalidAccessKeyId',
    ],
  ])('refuses %s', async (_, options, form, status, code) => {
    const answer = await post({ Key: 'x', ...options }, form);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(code);
    await expect(answer.s3.send(new HeadObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
  });
});

test('the parts of a form go by their names, whatever file names a client gives them; its tags are kept', async () => {
  const { s3 } = await startS3();
  const tagging = '<Tagging><TagSet><Tag><Key>stage</Key><Value>test</Value></Tag></TagSet></Tagging>';
  const form = await createPresignedPost(s3, { Bucket, Key: 'x', Fields: { tagging } });
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields))
    body.append(name, new Blob([value]), `${name}.txt`);
  body.append('file', 'hello');
  body.append('file', new Blob(['what follows the file']), 'second.txt');
  expect((await fetch(form.url, { method: 'POST', body })).status).toBe(204);

  const object = await s3.send(new GetObjectCommand({ Bucket, Key: 'x' }));
  expect(await object.Body?.transformToString()).toBe('hello');
  const { TagSet } = await s3.send(new GetObjectTaggingCommand({ Bucket, Key: 'x' }));
  expect(TagSet).toEqual([{ Key: 'stage', Value: 'test' }]);
});

test('a client that leaves in the middle of its file ends its own upload and no other', async () => {
  const { s3 } = await startS3();
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key: 'x' });
  const parts = Object.entries(fields).map(
    ([name, value]) => `--cut\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const file = '--cut\r\ncontent-disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n';
  for (let n = 0; n < 20; n++) {
    const leaving = new Promise((resolve) => {
      const request = httpRequest(url, {
        method: 'POST',
        headers: { 'content-type': 'multipart/form-data; boundary=cut', 'content-length': 1_000_000 },
      });
      request.on('error', resolve);
      request.write(`${parts.join('')}${file}hello`, () => request.destroy(new Error('It leaves.')));
    });
    expect(await leaving).toMatchObject({ message: 'It leaves.' });
  }
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key: 'x' }))).rejects.toMatchObject({
    name: 'NotFound',
  });
});
