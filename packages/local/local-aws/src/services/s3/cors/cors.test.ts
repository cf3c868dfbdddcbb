import { PutBucketCorsCommand } from '@aws-sdk/client-s3';
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
  return { url: `${aws.endpoint}/${Bucket}/x` };
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
