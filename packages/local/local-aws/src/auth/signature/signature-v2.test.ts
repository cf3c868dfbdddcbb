import { createHmac } from 'node:crypto';
import { request as send } from 'node:http';
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { beforeAll, expect, test } from 'vitest';
import { Bucket, startSharedS3 } from '../../services/s3/testing/start-s3.ts';

let shared: Awaited<ReturnType<typeof startSharedS3>>;
beforeAll(async () => {
  shared = await startSharedS3();
  await shared.s3.send(new CreateBucketCommand({ Bucket }));
  await shared.s3.send(new PutObjectCommand({ Bucket, Key: 'a', Body: 'photo' }));
  return shared.close;
});

const sign = (...lines: (string | number)[]) =>
  createHmac('sha1', 'test').update(lines.join('\n')).digest('base64');

/** A request whose `Host` and bytes of headers are ours to choose. */
function ask(path: string, options: { method?: string; headers?: Record<string, string> } = {}) {
  const { port } = shared.aws;
  return new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    send({ host: '127.0.0.1', port, path, ...options }, async (response) => {
      const chunks = await response.setEncoding('utf8').toArray();
      resolve({ status: response.statusCode, text: chunks.join('') });
    })
      .on('error', reject)
      .end();
  });
}

const later = () => Math.floor(Date.now() / 1000) + 60;
const presigned = (resource: string, expires = later()) =>
  `AWSAccessKeyId=test&Expires=${expires}&Signature=${encodeURIComponent(sign('GET', '', '', expires, resource))}`;

test('a URL presigned by version 2 reaches a bucket by its path, with and without a slash, and by its host', async () => {
  expect((await ask(`/${Bucket}?${presigned(`/${Bucket}/`)}`)).status).toBe(200);
  expect((await ask(`/${Bucket}?${presigned(`/${Bucket}`)}`)).status).toBe(200);
  const headers = { host: `${Bucket}.s3.localhost:${shared.aws.port}` };
  expect((await ask(`/a?${presigned(`/${Bucket}/a`)}`, { headers })).text).toBe('photo');
  expect((await ask(`/a?${presigned('/other/a')}`, { headers })).text).toContain('SignatureDoesNotMatch');
});

test('a URL of version 2 that lacks a part of its signature says which there must be', async () => {
  const answer = await ask(`/${Bucket}/a?AWSAccessKeyId=test&Signature=x`);
  expect(answer.status).toBe(403);
  expect(answer.text).toContain(
    '<Message>Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters</Message>',
  );
});

test('version 2 in the header is good for a quarter of an hour around its date', async () => {
  const withDate = (date: string, signature = sign('GET', '', '', date, `/${Bucket}/a`)) =>
    ask(`/${Bucket}/a`, { headers: { date, authorization: `AWS test:${signature}` } });
  expect((await withDate(new Date().toUTCString())).text).toBe('photo');
  expect((await withDate(new Date().toUTCString(), 'x')).text).toContain('SignatureDoesNotMatch');
  expect((await withDate(new Date(0).toUTCString())).text).toContain('RequestTimeTooSkewed');
  expect((await withDate('some day')).text).toContain('AWS authentication requires a valid Date');
  const amzDate = new Date().toUTCString();
  const signed = sign('GET', '', '', '', `x-amz-date:${amzDate}`, `/${Bucket}/a`);
  const headers = { 'x-amz-date': amzDate, authorization: `AWS test:${signed}` };
  expect((await ask(`/${Bucket}/a`, { headers })).text).toBe('photo');
  const malformed = await ask(`/${Bucket}/a`, { headers: { authorization: 'AWS HAHAHA' } });
  expect(malformed.text).toContain('<Code>InvalidArgument</Code>');
});

test('version 4 covers a header as UTF-8, whether it is sent as that or as Latin-1', async () => {
  const put = new PutObjectCommand({ Bucket, Key: 'b', Metadata: { name: 'é' } });
  const url = new URL(
    await getSignedUrl(shared.s3, put, {
      unhoistableHeaders: new Set(['x-amz-meta-name']),
      unsignableHeaders: new Set(['content-length']),
    }),
  );
  for (const bytes of [Buffer.from('é'), Buffer.from('é', 'latin1')]) {
    const headers = { 'x-amz-meta-name': bytes.toString('latin1'), 'content-length': '0' };
    const answer = await ask(url.pathname + url.search, { method: 'PUT', headers });
    expect(answer).toEqual({ status: 200, text: '' });
  }
});

test('a presigned upload may tell the hash of its body without having signed it', async () => {
  const url = await getSignedUrl(shared.s3, new PutObjectCommand({ Bucket, Key: 'c' }));
  const put = (hash: string) =>
    fetch(url, { method: 'PUT', body: 'hello', headers: { 'x-amz-content-sha256': hash } });
  const hash = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
  expect((await put(hash)).status).toBe(200);
  expect((await put('UNSIGNED-PAYLOAD')).status).toBe(200);
  expect(await (await put(hash.replace('2', '3'))).text()).toContain('XAmzContentSHA256Mismatch');
  const { Body } = await shared.s3.send(new GetObjectCommand({ Bucket, Key: 'c' }));
  expect(await Body?.transformToString()).toBe('hello');
});
