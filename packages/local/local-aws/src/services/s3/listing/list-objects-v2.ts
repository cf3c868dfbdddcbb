import { invalidArgument } from '../errors.ts';
import type { S3Operation } from '../operation.ts';
import { xmlResponse } from '../wire/responses.ts';
import { listObjects } from './list-keys.ts';
import { objectEntry } from './object-entry.ts';
import { listingContext, pageRequest, takePage } from './page.ts';

export const listObjectsV2: S3Operation = {
  name: 'ListObjectsV2',
  action: 's3:ListBucket',
  context: listingContext,
  async run(call) {
    const { query } = call.request;
    const { prefix, delimiter, limit, encodingType, encode } = pageRequest(call);
    const token = query.get('continuation-token');
    const startAfter = query.get('start-after');
    const after = token === null ? (startAfter ?? '') : decodeToken(token);
    const owner = query.get('fetch-owner') === 'true' ? call.cloud.accountId : undefined;

    const range = { bucket: call.bucket, prefix, delimiter, after };
    const { page, more } = await takePage(listObjects(call.store.versions, range), limit);
    const last = page.at(-1);
    return xmlResponse('ListBucketResult', {
      Name: call.bucket,
      Prefix: encode(prefix),
      ...(token === null ? {} : { ContinuationToken: token }),
      ...(more && last
        ? { NextContinuationToken: encodeToken('item' in last ? last.item.key : last.commonPrefix) }
        : {}),
      ...(startAfter === null ? {} : { StartAfter: encode(startAfter) }),
      KeyCount: page.length,
      MaxKeys: limit,
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      ...(encodingType ? { EncodingType: encodingType } : {}),
      IsTruncated: more,
      Contents: page.flatMap((entry) => ('item' in entry ? [objectEntry(entry.item, encode, owner)] : [])),
      CommonPrefixes: page.flatMap((entry) =>
        'item' in entry ? [] : [{ Prefix: encode(entry.commonPrefix) }],
      ),
    });
  },
};

function encodeToken(after: string): string {
  return Buffer.from(`after:${after}`).toString('base64');
}

function decodeToken(token: string): string {
  const text = Buffer.from(token, 'base64').toString('utf8');
  if (!text.startsWith('after:')) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token);
  }
  return text.slice('after:'.length);
}
