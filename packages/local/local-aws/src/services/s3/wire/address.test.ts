import { expect, test } from 'vitest';
import { parseAddress } from './address.ts';

test.each([
  ['127.0.0.1:4566', '/', '', ''],
  ['127.0.0.1:4566', '/photos', 'photos', ''],
  ['localhost:4566', '/photos/', 'photos', ''],
  ['localhost:4566', '/photos/a/%C3%BC%20+%25', 'photos', 'a/ü +%'],
  ['s3.localhost.localstack.cloud:4566', '/photos//a', 'photos', '/a'],
  ['photos.s3.localhost.localstack.cloud:4566', '/a/b', 'photos', 'a/b'],
  ['my.photos.s3.us-east-1.amazonaws.com', '/a', 'my.photos', 'a'],
  ['photos.localhost:4566', '/a', 'photos', 'a'],
  ['s3.localhost:4566', '/photos/a', 'photos', 'a'],
])('at %s, %s is the bucket %j and the key %j', (host, path, bucket, key) => {
  expect(parseAddress(host, path)).toEqual({ bucket, key });
});

test('a path that is no text is refused', () => {
  expect(() => parseAddress('127.0.0.1', '/photos/%ff')).toThrow(
    expect.objectContaining({ code: 'InvalidURI' }),
  );
});
