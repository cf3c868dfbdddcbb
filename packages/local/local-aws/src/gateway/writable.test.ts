import { Readable } from 'node:stream';
import { expect, onTestFinished, test } from 'vitest';
import { startLocalAws } from '../start-local-aws.ts';
import { writable } from './writable.ts';

test('a header whose name no header can have is refused before anything is sent', () => {
  const body = Readable.from([]);
  expect(() => writable({ status: 200, headers: { 'x-amz-meta-ü': 'a' }, body })).toThrow();
  expect(body.destroyed).toBe(true);
});

test('other headers are sent as they are', () => {
  const response = { status: 200, headers: { 'content-disposition': 'filename="é\t.jpg"' } };
  expect(writable(response)).toBe(response);
});

test('an answer names its request once: S3 by its own header, all others by another', async () => {
  const aws = await startLocalAws({ port: 0 });
  onTestFinished(() => aws.close());
  const s3 = await fetch(`${aws.endpoint}/nothing`);
  expect(s3.headers.get('x-amz-request-id')).toMatch(/^[0-9A-F]{16}$/);
  expect(s3.headers.has('x-amzn-requestid')).toBe(false);
  const headers = { 'x-amz-target': 'DynamoDB_20120810.ListTables' };
  const dynamodb = await fetch(aws.endpoint, { method: 'POST', headers, body: '{}' });
  expect(dynamodb.headers.get('x-amzn-requestid')).toMatch(/^[0-9a-f-]{36}$/);
});
