import {
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { describe, expect, test } from 'vitest';
import { Bucket, startS3 } from './testing/start-s3.ts';

describe('a presigned URL', () => {
  test('uploads and downloads without credentials', async () => {
    const { s3 } = await startS3();
    const target = { Bucket, Key: 'any/path/ü +x%.jpg' };
    const put = await getSignedUrl(s3, new PutObjectCommand({ ...target, ContentType: 'image/jpeg' }));
    const uploaded = await fetch(put, {
      method: 'PUT',
      body: 'hello',
      headers: { 'content-type': 'image/jpeg' },
    });
    expect(uploaded.status).toBe(200);
    const get = new GetObjectCommand({
      ...target,
      ResponseContentDisposition: 'attachment; filename="x.jpg"',
    });
    const downloaded = await fetch(await getSignedUrl(s3, get));
    expect(await downloaded.text()).toBe('hello');
    expect(downloaded.headers.get('content-type')).toBe('image/jpeg');
    expect(downloaded.headers.get('content-disposition')).toBe('attachment; filename="x.jpg"');
  });

  test('serves neither another key nor another time', async () => {
    const { s3 } = await startS3();
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'mine' }));
    const tampered = await fetch(url.replace('/mine?', '/yours?'));
    expect(tampered.status).toBe(403);
    expect(await tampered.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    const anHourAgo = new Date(Date.now() - 3_600_000);
    const expired = await fetch(
      await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'mine' }), {
        expiresIn: 60,
        signingDate: anHourAgo,
      }),
    );
    expect(expired.status).toBe(403);
    expect(await expired.text()).toContain('Request has expired');
  });

  test('is for one method, and one URL', async () => {
    const { s3 } = await startS3();
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'mine' }), { expiresIn: 60 });
    const longer = url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600');
    for (const answer of [
      await fetch(url, { method: 'DELETE' }),
      await fetch(longer),
      await fetch(`${url}&versionId=null`),
    ]) {
      expect(answer.status).toBe(403);
      expect(await answer.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    }
  });

  test.each([
    ['for more than a week', (url: string) => url.replace('=60', '=604801'), 'must be less than a week'],
    ['without an end', (url: string) => url.replace('&X-Amz-Expires=60', ''), 'X-Amz-Expires parameters'],
  ])('%s is refused', async (_, change, message) => {
    const { s3 } = await startS3();
    const url = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'mine' }), { expiresIn: 60 });
    const answer = await fetch(change(url));
    expect(answer.status).toBe(400);
    const text = await answer.text();
    expect(text).toContain('<Code>AuthorizationQueryParametersError</Code>');
    expect(text).toContain(message);
  });

  test('lets nobody add what its signer did not sign', async () => {
    const { s3 } = await startS3();
    const target = { Bucket, Key: 'mine' };
    const url = await getSignedUrl(s3, new PutObjectCommand(target));
    const headers = { 'x-amz-meta-owner': 'me', 'x-amz-copy-source': '/photos/yours' };
    const refused = await fetch(url, { method: 'PUT', body: 'hello', headers });
    expect(refused.status).toBe(403);
    const text = await refused.text();
    expect(text).toContain(
      '<Message>There were headers present in the request which were not signed</Message>',
    );
    expect(text).toContain('<HeadersNotSigned>x-amz-meta-owner, x-amz-copy-source</HeadersNotSigned>');
    await expect(s3.send(new HeadObjectCommand(target))).rejects.toMatchObject({ name: 'NotFound' });
  });

  test('holds the metadata that the object gets, but its tags only as a header', async () => {
    const { s3 } = await startS3();
    const target = { Bucket, Key: 'mine' };
    const put = new PutObjectCommand({ ...target, Metadata: { owner: 'Zoë' }, Tagging: 'stage=dev' });
    expect((await fetch(await getSignedUrl(s3, put), { method: 'PUT', body: 'hello' })).status).toBe(200);
    expect(await s3.send(new HeadObjectCommand(target))).toMatchObject({
      Metadata: { owner: '=?UTF-8?Q?Zo=C3=AB?=' },
    });
    expect((await s3.send(new GetObjectTaggingCommand(target))).TagSet).toEqual([]);

    const unhoistableHeaders = new Set(['x-amz-tagging']);
    const url = await getSignedUrl(s3, put, { unhoistableHeaders });
    const tagged = await fetch(url, {
      method: 'PUT',
      body: 'hello',
      headers: { 'x-amz-tagging': 'stage=dev' },
    });
    expect(tagged.status).toBe(200);
    expect((await s3.send(new GetObjectTaggingCommand(target))).TagSet).toEqual([
      { Key: 'stage', Value: 'dev' },
    ]);
  });
});
