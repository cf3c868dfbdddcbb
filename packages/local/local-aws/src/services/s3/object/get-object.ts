import { invalidArgument, invalidRequest } from '../errors.ts';
import { header, type S3Call, type S3Operation, versionIdOf } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checksumHeaders } from '../wire/checksum.ts';
import { versionHeader } from './commit-object.ts';
import { checkReadConditions, rangeStillHolds } from './conditions.ts';
import { descriptionHeaders } from './description.ts';
import { refuseEncryptionHeaders } from './encryption.ts';
import { authorizeDecryption } from './encryption-key.ts';
import { findObject } from './find-object.ts';
import { isHeaderValue } from './metadata.ts';
import { findPart, type ReadPart } from './object-part.ts';
import { type ByteRange, parseRange } from './range.ts';

const overridable = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

export const getObject: S3Operation = {
  name: 'GetObject',
  action: readAction,
  run: async (call) => read(call, true),
};

export const headObject: S3Operation = {
  name: 'HeadObject',
  action: readAction,
  run: async (call) => read(call, false),
};

function readAction(call: S3Call): string {
  return versionIdOf(call) ? 's3:GetObjectVersion' : 's3:GetObject';
}

async function read(call: S3Call, withBody: boolean) {
  const { store, request } = call;
  refuseEncryptionHeaders(request.headers);
  const overrides = responseOverrides(call);
  // Under the lock, nothing can delete the body between finding the record and opening it.
  return store.exclusive(call.bucket, async () => {
    const bucket = await requireBucket(store, call.bucket);
    const object = await findObject(call, { ...call, versionId: versionIdOf(call) });
    checkReadConditions(request.headers, object);
    if (withBody || wantsChecksum(call)) await authorizeDecryption(call, object);
    const part = findPart(call, object);
    const asked = rangeStillHolds(request.headers, object) ? header(call, 'range') : undefined;
    const range = part?.range ?? parseRange(asked, object.bytes);
    const { start, end } = range ?? { start: 0, end: object.bytes - 1 };
    return {
      status: range ? 206 : 200,
      headers: {
        ...descriptionHeaders(object),
        ...overrides,
        ...checksumHeaders(wantsChecksum(call) ? checksumOf(object, part, range) : undefined),
        ...versionHeader(bucket, object.versionId),
        ...(part && object.parts ? { 'x-amz-mp-parts-count': String(object.parts.length) } : {}),
        ...(range ? { 'content-range': `bytes ${start}-${end}/${object.bytes}` } : {}),
        'accept-ranges': 'bytes',
        'content-length': String(end - start + 1),
        etag: `"${object.etag}"`,
        'last-modified': new Date(object.lastModified).toUTCString(),
      },
      ...(withBody ? { body: store.bodies.read(object.segments, start, end) } : {}),
    };
  });
}

/** Parameters such as `response-content-type=…`, which only a signed request may use. */
function responseOverrides({ request }: S3Call): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const name of overridable) {
    const value = request.query.get(`response-${name}`);
    if (value === null) continue;
    if (request.caller.kind === 'anonymous') {
      throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
    }
    if (!isHeaderValue(value)) {
      throw invalidArgument(
        'Header value cannot be represented using ISO-8859-1.',
        `response-${name}`,
        value,
      );
    }
    overrides[name] = value;
  }
  return overrides;
}

function wantsChecksum(call: S3Call): boolean {
  return header(call, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
}

/** A checksum of the whole says nothing about a range, but a part has its own. */
function checksumOf(object: StoredObject, part: ReadPart | undefined, range: ByteRange | undefined) {
  if (part && object.checksum) {
    const { algorithm, type } = object.checksum;
    return part.checksum === undefined ? undefined : { algorithm, type, value: part.checksum };
  }
  return range ? undefined : object.checksum;
}
