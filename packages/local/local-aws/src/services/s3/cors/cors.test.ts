import { PutBucketCorsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

async function startWithCors() {
  const { s3, aws } = await startS3();
  const rule = {
    AllowedOrigins: ['https://*.example.com'],
    AllowedMethods: ['PUT', 'GET'],
    AllowedHeaders: ['content-type', 'x-amz-*'],
    ExposeHeaders: ['ETag'],
    MaxAgeSeconds: 600,
  };
  await s3.send(new PutBucketCorsCommand({ Bucket, CORSConfiguration: { CORSRules: [rule] } }));
  return { s3, url: `${aws.endpoint}/${Bucket}/x` };
}

const preflight = (url: string, origin: string, method: string, headers = 'content-type, x-amz-meta-a') =>
  fetch(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': method,
      'access-control-request-headers': headers,
    },
  });

test('a browser of an allowed origin may send what the rule allows', async () => {
  const { url } = await startWithCors();
  const answer = await preflight(url, 'https://app.example.com', 'PUT');
  expect(answer.status).toBe(200);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-methods': 'PUT, GET',
    'access-control-allow-headers': 'content-type, x-amz-meta-a',
    'access-control-expose-headers': 'ETag',
    'access-control-max-age': '600',
  });
});

test.each([
  ['origin', 'https://example.org', 'PUT', ''],
  ['method', 'https://app.example.com', 'DELETE', ''],
  ['header', 'https://app.example.com', 'PUT', 'x-other'],
])('another %s is refused', async (_, origin, method, headers) => {
  const { url } = await startWithCors();
  expect((await preflight(url, origin, method, headers)).status).toBe(403);
});

test('an answer to a browser carries the headers that let it read the answer, errors too', async () => {
  const { url } = await startWithCors();
  const answer = await fetch(url, { headers: { origin: 'https://app.example.com' } });
  expect(answer.ok).toBe(false);
  expect(answer.headers.get('access-control-allow-origin')).toBe('https://app.example.com');
});

test('the preflight of a presigned URL is answered by the rules alone, whatever it is signed for', async () => {
  const { s3, url } = await startWithCors();
  const put = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'x', ContentType: 'image/jpeg' }));
  expect((await preflight(put, 'https://app.example.com', 'PUT', 'content-type')).status).toBe(200);
  expect((await preflight(put, 'https://example.org', 'PUT', 'content-type')).status).toBe(403);
  expect(
    (await preflight(`${url}?X-Amz-Algorithm=AWS4-HMAC-SHA256`, 'https://app.example.com', 'PUT')).status,
  ).toBe(200);
});

test.each([
  ['a bucket that is not there', 'nothing', {}, 403, 'CORSResponse: Bucket not found', 'OPTIONS', 'BUCKET'],
  [
    'a bucket without rules',
    Bucket,
    { 'access-control-request-method': 'PUT' },
    403,
    'CORSResponse: CORS is not enabled for this bucket.',
    'PUT',
    'BUCKET',
  ],
])(
  'a preflight of %s is refused as S3 does',
  async (_, bucket, asked, status, message, method, resourceType) => {
    const { aws } = await startS3();
    const url = `${aws.endpoint}/${bucket}/x`;
    const headers = { origin: 'https://app.example.com', ...asked };
    const answer = await fetch(url, { method: 'OPTIONS', headers });
    expect(answer.status).toBe(status);
    const text = await answer.text();
    expect(text).toContain(
      `<Code>AccessForbidden</Code><Message>${message}</Message><Method>${method}</Method><ResourceType>${resourceType}</ResourceType>`,
    );
    const withoutOrigin = await fetch(url, { method: 'OPTIONS' });
    expect(withoutOrigin.status).toBe(400);
  },
);
