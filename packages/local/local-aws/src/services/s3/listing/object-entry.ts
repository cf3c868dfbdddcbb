import { ownerOf } from '../bucket/owner.ts';
import type { StoredObject } from '../storage/versions.ts';

/** An object in the form that listings use. */
export function objectEntry(object: StoredObject, encode: (text: string) => string, owner?: string) {
  return {
    Key: encode(object.key),
    LastModified: object.lastModified,
    ETag: `"${object.etag}"`,
    ...(object.checksum
      ? { ChecksumAlgorithm: object.checksum.algorithm, ChecksumType: object.checksum.type }
      : {}),
    Size: object.bytes,
    ...(owner === undefined ? {} : { Owner: ownerOf(owner) }),
    StorageClass: object.storageClass,
  };
}
