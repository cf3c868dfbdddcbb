import { GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
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
});
