import { once } from 'node:events';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../services/s3/testing/start-s3.ts';

/** Sends a body once the server has asked for it, or never. */
async function put(url: string, headers: Record<string, string>) {
  const outgoing = request(url, { method: 'PUT', headers: { 'content-length': '5', ...headers } });
  let asked = false;
  outgoing.once('continue', () => {
    asked = true;
    outgoing.end('hello');
  });
  const answered = once(outgoing, 'response');
  if (headers.expect === '100-continue') outgoing.flushHeaders();
  else outgoing.end('hello');
  const [incoming] = await answered;
  await text(incoming);
  outgoing.destroy();
  return { status: incoming.statusCode as number, asked };
}

test('a client that asks first is told to send its body, or refused without one', async () => {
  const { aws, s3 } = await startS3();
  const expecting = { expect: '100-continue' };
  const allowed = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'a' }));
  expect(await put(allowed, expecting)).toEqual({ status: 200, asked: true });
  expect(await put(`${aws.endpoint}/${Bucket}/a`, expecting)).toEqual({ status: 403, asked: false });
});

test.each(['200', 'something else'])('the expectation %j is passed over', async (expectation) => {
  const { s3 } = await startS3();
  const url = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'a' }));
  expect(await put(url, { expect: expectation })).toMatchObject({ status: 200 });
});
