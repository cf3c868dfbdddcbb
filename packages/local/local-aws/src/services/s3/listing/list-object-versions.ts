import { ownerOf } from '../bucket/owner.ts';
import { invalidArgument } from '../errors.ts';
import type { S3Operation } from '../operation.ts';
import type { Version } from '../storage/versions.ts';
import { xmlResponse } from '../wire/responses.ts';
import { type Listed, listVersions } from './list-keys.ts';
import { objectEntry } from './object-entry.ts';
import { listingContext, pageRequest, takePage } from './page.ts';

export const listObjectVersions: S3Operation = {
  name: 'ListObjectVersions',
  action: 's3:ListBucketVersions',
  context: listingContext,
  async run(call) {
    const { query } = call.request;
    const { prefix, delimiter, limit, encodingType, encode } = pageRequest(call);
    const keyMarker = query.get('key-marker') ?? '';
    const versionMarker = query.get('version-id-marker') ?? '';
    if (versionMarker !== '' && keyMarker === '') {
      throw invalidArgument(
        'A version-id marker cannot be specified without a key marker.',
        'version-id-marker',
        versionMarker,
      );
    }

    const range = { bucket: call.bucket, prefix, delimiter, after: keyMarker };
    const entries = rest(keyMarker, versionMarker);
    const { page, more } = await takePage(entries, limit);
    const last = page.at(-1);
    return xmlResponse('ListVersionsResult', {
      Name: call.bucket,
      Prefix: encode(prefix),
      KeyMarker: encode(keyMarker),
      VersionIdMarker: versionMarker,
      ...(more && last ? nextMarkers(last, encode) : {}),
      MaxKeys: limit,
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      ...(encodingType ? { EncodingType: encodingType } : {}),
      IsTruncated: more,
      Version: page.flatMap((entry) =>
        'item' in entry && entry.item.kind === 'object'
          ? [
              {
                ...objectEntry(entry.item, encode, call.cloud.accountId),
                VersionId: entry.item.versionId,
                IsLatest: entry.isLatest,
              },
            ]
          : [],
      ),
      DeleteMarker: page.flatMap((entry) =>
        'item' in entry && entry.item.kind === 'delete-marker'
          ? [
              {
                Key: encode(entry.item.key),
                VersionId: entry.item.versionId,
                IsLatest: entry.isLatest,
                LastModified: entry.item.lastModified,
                Owner: ownerOf(call.cloud.accountId),
              },
            ]
          : [],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        'item' in entry ? [] : [{ Prefix: encode(entry.commonPrefix) }],
      ),
    });

    /** The rest of the marker's own key, then everything after it. */
    async function* rest(key: string, versionId: string) {
      if (versionId !== '') {
        let passed = false;
        for await (const item of call.store.versions.scan(call.bucket, key, key)) {
          if (item.key !== key) break;
          if (passed) yield { item, isLatest: false };
          passed ||= item.versionId === versionId;
        }
      }
      yield* withLatest(listVersions(call.store.versions, range));
    }
  },
};

async function* withLatest(entries: AsyncIterable<Listed<Version>>) {
  let key: string | undefined;
  for await (const entry of entries) {
    if (!('item' in entry)) {
      yield entry;
      continue;
    }
    yield { ...entry, isLatest: entry.item.key !== key };
    key = entry.item.key;
  }
}

function nextMarkers(last: Listed<Version>, encode: (text: string) => string) {
  if (!('item' in last)) return { NextKeyMarker: encode(last.commonPrefix) };
  return { NextKeyMarker: encode(last.item.key), NextVersionIdMarker: last.item.versionId };
}
