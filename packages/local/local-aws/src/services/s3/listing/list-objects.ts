import type { S3Operation } from '../operation.ts';
import { xmlResponse } from '../wire/responses.ts';
import { listObjects as list } from './list-keys.ts';
import { objectEntry } from './object-entry.ts';
import { listingContext, pageRequest, takePage } from './page.ts';

/** Version 1 of the listing. */
export const listObjects: S3Operation = {
  name: 'ListObjects',
  action: 's3:ListBucket',
  context: listingContext,
  async run(call) {
    const { prefix, delimiter, limit, encodingType, encode } = pageRequest(call);
    const marker = call.request.query.get('marker') ?? '';
    const range = { bucket: call.bucket, prefix, delimiter, after: marker };
    const { page, more } = await takePage(list(call.store.versions, range), limit);
    const last = page.at(-1);
    return xmlResponse('ListBucketResult', {
      Name: call.bucket,
      Prefix: encode(prefix),
      Marker: encode(marker),
      // Without a delimiter the client continues from the last key.
      ...(more && delimiter !== '' && last
        ? { NextMarker: encode('item' in last ? last.item.key : last.commonPrefix) }
        : {}),
      MaxKeys: limit,
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      ...(encodingType ? { EncodingType: encodingType } : {}),
      IsTruncated: more,
      Contents: page.flatMap((entry) =>
        'item' in entry ? [objectEntry(entry.item, encode, call.cloud.accountId)] : [],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        'item' in entry ? [] : [{ Prefix: encode(entry.commonPrefix) }],
      ),
    });
  },
};
