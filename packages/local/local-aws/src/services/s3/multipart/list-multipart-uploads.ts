import { ownerOf } from '../bucket/owner.ts';
import { pageRequest, takePage } from '../listing/page.ts';
import type { S3Call, S3Operation } from '../operation.ts';
import type { Upload } from '../storage/uploads.ts';
import { xmlResponse } from '../wire/responses.ts';

type Entry = { readonly upload: Upload } | { readonly commonPrefix: string };

export const listMultipartUploads: S3Operation = {
  name: 'ListMultipartUploads',
  action: 's3:ListBucketMultipartUploads',
  async run(call) {
    const { query } = call.request;
    const { prefix, delimiter, limit, encodingType, encode } = pageRequest(call, 'max-uploads');
    const { page, more } = await takePage(entries(call, prefix, delimiter), limit);
    const last = page.at(-1);
    const owner = ownerOf(call.cloud.accountId);
    return xmlResponse('ListMultipartUploadsResult', {
      Bucket: call.bucket,
      KeyMarker: encode(query.get('key-marker') ?? ''),
      UploadIdMarker: query.get('upload-id-marker') ?? '',
      ...(more && last
        ? 'upload' in last
          ? { NextKeyMarker: encode(last.upload.key), NextUploadIdMarker: last.upload.uploadId }
          : { NextKeyMarker: encode(last.commonPrefix) }
        : {}),
      Prefix: encode(prefix),
      ...(delimiter === '' ? {} : { Delimiter: encode(delimiter) }),
      MaxUploads: limit,
      ...(encodingType ? { EncodingType: encodingType } : {}),
      IsTruncated: more,
      Upload: page.flatMap((entry) =>
        'upload' in entry
          ? [
              {
                Key: encode(entry.upload.key),
                UploadId: entry.upload.uploadId,
                Initiator: owner,
                Owner: owner,
                StorageClass: entry.upload.storageClass,
                Initiated: entry.upload.initiated,
              },
            ]
          : [],
      ),
      CommonPrefixes: page.flatMap((entry) =>
        'upload' in entry ? [] : [{ Prefix: encode(entry.commonPrefix) }],
      ),
    });
  },
};

/** Uploads and common prefixes after the markers, by key and then by upload id. */
async function* entries(call: S3Call, prefix: string, delimiter: string): AsyncGenerator<Entry> {
  const keyMarker = Buffer.from(call.request.query.get('key-marker') ?? '');
  const idMarker = call.request.query.get('upload-id-marker') ?? '';
  let lastPrefix = delimiter === '' ? undefined : keyMarker.toString();
  for await (const upload of call.store.uploads.ofBucket(call.bucket)) {
    if (!upload.key.startsWith(prefix)) continue;
    const order = keyMarker.length === 0 ? 1 : Buffer.compare(Buffer.from(upload.key), keyMarker);
    if (order < 0 || (order === 0 && (idMarker === '' || upload.uploadId <= idMarker))) continue;
    const end = delimiter === '' ? -1 : upload.key.indexOf(delimiter, prefix.length);
    if (end < 0) {
      yield { upload };
      continue;
    }
    const commonPrefix = upload.key.slice(0, end + delimiter.length);
    if (commonPrefix !== lastPrefix) yield { commonPrefix };
    lastPrefix = commonPrefix;
  }
}
