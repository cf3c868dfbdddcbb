import { invalidArgument, invalidRequest } from '../errors.ts';
import { parseInteger, parseLimit } from '../listing/page.ts';
import { header, type S3Call, type S3Operation, versionIdOf } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checksumMembers } from '../wire/checksum.ts';
import { xmlResponse } from '../wire/responses.ts';
import { versionHeader } from './commit-object.ts';
import { checkReadConditions } from './conditions.ts';
import { findObject } from './find-object.ts';

const attributes = ['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'];

export const getObjectAttributes: S3Operation = {
  name: 'GetObjectAttributes',
  action: (call) => (versionIdOf(call) ? 's3:GetObjectVersionAttributes' : 's3:GetObjectAttributes'),
  async run(call) {
    const asked = askedAttributes(call);
    const bucket = await requireBucket(call.store, call.bucket);
    const object = await findObject(call, { ...call, versionId: versionIdOf(call) });
    checkReadConditions(call.request.headers, object);
    const found: Record<string, unknown> = {
      ETag: object.etag,
      Checksum: object.checksum && checksumMembers(object.checksum),
      ObjectParts: partsOf(call, object),
      StorageClass: object.storageClass,
      ObjectSize: object.bytes,
    };
    const content = Object.entries(found).filter(
      ([name, value]) => asked.includes(name) && value !== undefined,
    );
    return xmlResponse('GetObjectAttributesResponse', Object.fromEntries(content), {
      'last-modified': new Date(object.lastModified).toUTCString(),
      ...versionHeader(bucket, object.versionId),
    });
  },
};

function askedAttributes(call: S3Call): string[] {
  const name = 'x-amz-object-attributes';
  const value = header(call, name);
  if (value === undefined)
    throw invalidRequest(
      'The x-amz-object-attributes header specifying the attributes to be retrieved is either missing or empty',
    );
  const asked = value.split(',').map((attribute) => attribute.trim());
  if (asked.every((attribute) => attributes.includes(attribute))) return asked;
  throw invalidArgument('Invalid attribute name specified.', name);
}

/** The number of parts; the parts themselves only if they have checksums. */
function partsOf(call: S3Call, { parts, checksum }: StoredObject): object | undefined {
  if (!parts) return undefined;
  if (!parts.some((part) => part.checksum !== undefined)) return { PartsCount: parts.length };
  const limit = parseLimit(header(call, 'x-amz-max-parts') ?? null, 'x-amz-max-parts');
  const marker = parseInteger(header(call, 'x-amz-part-number-marker') ?? '0', 'x-amz-part-number-marker');
  const numbered = parts.map((part, index) => ({ ...part, number: index + 1 }));
  const page = numbered.slice(marker, marker + limit);
  return {
    PartsCount: parts.length,
    PartNumberMarker: marker,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: marker + page.length < parts.length,
    Part: page.map((part) => ({
      PartNumber: part.number,
      Size: part.bytes,
      ...(checksum && part.checksum ? { [`Checksum${checksum.algorithm}`]: part.checksum } : {}),
    })),
  };
}
