import {
  ListObjectsCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Bucket, startS3 } from '../testing/start-s3.ts';

async function put(s3: S3Client, keys: readonly string[]) {
  for (const Key of keys) await s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
}

/** Follows a listing page by page; every page but the last must be full. */
async function listAll(s3: S3Client, input: Partial<ListObjectsV2CommandInput>) {
  const entries: string[] = [];
  let token: string | undefined;
  do {
    const page = await s3.send(new ListObjectsV2Command({ Bucket, ...input, ContinuationToken: token }));
    const keys = (page.Contents ?? []).map(({ Key }) => decode(Key, input));
    const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix }) => decode(Prefix, input));
    expect(page.KeyCount).toBe(keys.length + prefixes.length);
    if (page.IsTruncated) expect(page.KeyCount).toBe(input.MaxKeys);
    entries.push(...[...keys, ...prefixes].sort(byUtf8));
    token = page.NextContinuationToken;
  } while (token !== undefined);
  return entries;
}

function decode(text = '', { EncodingType }: Partial<ListObjectsV2CommandInput>): string {
  return EncodingType === 'url' ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
}

function byUtf8(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What S3 must list, by its documentation: keys with the prefix, rolled up at the delimiter, sorted by UTF-8. */
function expected(keys: readonly string[], prefix: string, delimiter: string): string[] {
  const entries = keys
    .filter((key) => key.startsWith(prefix))
    .map((key) => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
      return end < 0 ? key : key.slice(0, end + delimiter.length);
    });
  return [...new Set(entries)].sort(byUtf8);
}

test('both versions of the listing roll keys up at the delimiter and go on where they stopped', async () => {
  const { s3 } = await startS3();
  await put(s3, ['a/1', 'a/2', 'b', 'c/1', 'd']);
  const first = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', MaxKeys: 2 }));
  expect(first).toMatchObject({ IsTruncated: true, NextMarker: 'b', CommonPrefixes: [{ Prefix: 'a/' }] });
  const rest = await s3.send(new ListObjectsCommand({ Bucket, Delimiter: '/', Marker: first.NextMarker }));
  expect(rest).toMatchObject({
    IsTruncated: false,
    CommonPrefixes: [{ Prefix: 'c/' }],
    Contents: [{ Key: 'd' }],
  });
  expect(await listAll(s3, { Delimiter: '/', MaxKeys: 1 })).toEqual(['a/', 'b', 'c/', 'd']);
  expect(await listAll(s3, { StartAfter: 'a/1', MaxKeys: 2 })).toEqual(['a/2', 'b', 'c/1', 'd']);
});

test('a listing is the sorted keys, for any keys, prefix, delimiter and page size', async () => {
  const { s3 } = await startS3();
  const stored = new Set<string>();
  // Few different characters, so that keys share prefixes; among them the extremes of the sort order.
  const text = fc.string({
    unit: fc.constantFrom('a', 'b', '/', '//', ' ', '+', '%', '.', '\u0001', '\uffee', '😀'),
    maxLength: 6,
  });
  const scenario = fc.record({
    keys: fc.array(
      text.filter((key) => key !== ''),
      { maxLength: 6 },
    ),
    prefix: text,
    delimiter: fc.constantFrom('', '/', 'a', '//', '😀'),
    MaxKeys: fc.integer({ min: 1, max: 5 }),
  });
  await fc.assert(
    fc.asyncProperty(scenario, async ({ keys, prefix, delimiter, MaxKeys }) => {
      await put(
        s3,
        keys.filter((key) => !stored.has(key)),
      );
      for (const key of keys) stored.add(key);
      const listed = await listAll(s3, {
        Prefix: prefix,
        Delimiter: delimiter,
        MaxKeys,
        EncodingType: 'url',
      });
      expect(listed).toEqual(expected([...stored], prefix, delimiter));
    }),
    { numRuns: 40 },
  );
});

test('keys with characters that XML cannot hold are listed in URL encoding', async () => {
  const { s3 } = await startS3();
  await put(s3, ['\u0001\u0008', 'a b+c%']);
  const { Contents } = await s3.send(new ListObjectsV2Command({ Bucket, EncodingType: 'url' }));
  expect(Contents?.map(({ Key }) => Key)).toEqual(['%01%08', 'a+b%2Bc%25']);
});
