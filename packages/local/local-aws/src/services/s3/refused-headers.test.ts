import {
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutBucketAclCommand,
  PutObjectAclCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type ServerSideEncryption,
} from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { expect, test, vi } from 'vitest';
import { Bucket, startS3 } from './testing/start-s3.ts';

const Key = 'photo.jpg';
const SSECustomerKey = '0123456789abcdef0123456789abcdef';
const once = { maxAttempts: 1 };

test.each<[header: string, input: Partial<PutObjectCommandInput>]>([
  ['x-amz-object-lock-mode', { ObjectLockMode: 'GOVERNANCE' }],
  ['x-amz-object-lock-retain-until-date', { ObjectLockRetainUntilDate: new Date(4e12) }],
  ['x-amz-object-lock-legal-hold', { ObjectLockLegalHoldStatus: 'ON' }],
  ['x-amz-write-offset-bytes', { WriteOffsetBytes: 5 }],
  ['x-amz-server-side-encryption-customer-', { SSECustomerAlgorithm: 'AES256', SSECustomerKey }],
])('%s, which local-aws does nothing about, is refused and named in the log', async (header, input) => {
  const log = { info() {}, warn: vi.fn(), error: vi.fn() };
  const { s3 } = await startS3({ log }, once);
  const put = s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo', ...input }));
  await expect(put).rejects.toMatchObject({ name: 'NotImplemented', $metadata: { httpStatusCode: 501 } });
  expect(log.warn).toHaveBeenCalledWith(expect.stringContaining(header), expect.anything());
  await expect(s3.send(new HeadObjectCommand({ Bucket, Key }))).rejects.toMatchObject({ name: 'NotFound' });
});

test('what is refused of a write is refused of a read, a copy, an upload in parts and a form', async () => {
  const { s3 } = await startS3({}, once);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo' }));
  const customer = { SSECustomerAlgorithm: 'AES256', SSECustomerKey };
  const refused = { name: 'NotImplemented' };
  await expect(s3.send(new GetObjectCommand({ Bucket, Key, ...customer }))).rejects.toMatchObject(refused);
  const copy = { Bucket, Key: 'copy', CopySource: `${Bucket}/${Key}`, ObjectLockMode: 'COMPLIANCE' } as const;
  await expect(s3.send(new CopyObjectCommand(copy))).rejects.toMatchObject(refused);
  await expect(
    s3.send(new CreateMultipartUploadCommand({ Bucket, Key, ObjectLockLegalHoldStatus: 'ON' })),
  ).rejects.toMatchObject(refused);

  const Fields = { 'x-amz-object-lock-mode': 'GOVERNANCE' };
  const { url, fields } = await createPresignedPost(s3, { Bucket, Key, Fields, Conditions: [Fields] });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob(['photo']));
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(501);
});

test('grants are refused as a bucket without ACLs refuses them', async () => {
  const { s3 } = await startS3({}, once);
  await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'photo' }));
  const everybody = 'uri="http://acs.amazonaws.com/groups/global/AllUsers"';
  const attempts = [
    () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', GrantRead: everybody })),
    () => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x', GrantFullControl: everybody })),
    () =>
      s3.send(
        new CopyObjectCommand({ Bucket, Key: 'b', CopySource: `${Bucket}/${Key}`, GrantReadACP: everybody }),
      ),
    () => s3.send(new CreateMultipartUploadCommand({ Bucket, Key, GrantWriteACP: everybody })),
    () => s3.send(new PutObjectAclCommand({ Bucket, Key, GrantRead: everybody })),
    () => s3.send(new PutBucketAclCommand({ Bucket, GrantWrite: everybody })),
    () => s3.send(new CreateBucketCommand({ Bucket: 'other', GrantRead: everybody })),
  ];
  for (const attempt of attempts)
    await expect(attempt()).rejects.toMatchObject({ name: 'AccessControlListNotSupported' });
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  expect(await Body?.transformToString()).toBe('photo');
});

test('objects are encrypted by a method that S3 has', async () => {
  const { s3 } = await startS3({}, once);
  const put = (method: string) =>
    s3.send(new PutObjectCommand({ Bucket, Key, ServerSideEncryption: method as ServerSideEncryption }));
  for (const method of ['AES256', 'aws:kms', 'aws:kms:dsse'])
    expect(await put(method)).toMatchObject({ ServerSideEncryption: method });
  await expect(put('foo')).rejects.toMatchObject({
    name: 'InvalidArgument',
    message: 'The encryption method specified is not supported',
    ArgumentName: 'x-amz-server-side-encryption',
    ArgumentValue: 'foo',
  });
});
