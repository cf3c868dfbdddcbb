import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { header, type S3Call, type S3Operation, versionIdOf } from '../operation.ts';
import { requireBucket } from '../storage/store.ts';
import type { StoredObject } from '../storage/versions.ts';
import { checksumHeaders } from '../wire/checksum.ts';
import { versionHeader } from './commit-object.ts';
import { checkReadConditions, rangeStillHolds } from './conditions.ts';
import { descriptionHeaders } from './description.ts';
import { findObject } from './find-object.ts';
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
  const overrides = responseOverrides(call);
  // Under the lock nothing can delete the body between finding the record and opening it.
  return store.exclusive(call.bucket, async () => {
    const bucket = await requireBucket(store, call.bucket);
    const object = await findObject(call, { ...call, versionId: versionIdOf(call) });
    checkReadConditions(request.headers, object);
    const part = partOf(call, object);
    const asked = rangeStillHolds(request.headers, object) ? header(call, 'range') : undefined;
    const range = part?.range ?? parseRange(asked, object.bytes);
    const { start, end } = range ?? { start: 0, end: object.bytes - 1 };
    // A checksum of the whole says nothing about a piece of it.
    const checksum =
      header(call, 'x-amz-checksum-mode')?.toUpperCase() === 'ENABLED' && !range
        ? object.checksum
        : undefined;
    return {
      status: range ? 206 : 200,
      headers: {
        ...descriptionHeaders(object),
        ...overrides,
        ...checksumHeaders(checksum),
        ...versionHeader(bucket, object.versionId),
        ...(part ? { 'x-amz-mp-parts-count': String(part.count) } : {}),
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

/** `response-content-type=…` and its like, which only a signed request may use. */
function responseOverrides({ request }: S3Call): Record<string, string> {
  const overrides: Record<string, string> = {};
  for (const name of overridable) {
    const value = request.query.get(`response-${name}`);
    if (value === null) continue;
    if (request.caller.kind === 'anonymous') {
      throw invalidRequest('Request specific response headers cannot be used for anonymous GET requests.');
    }
    overrides[name] = value;
  }
  return overrides;
}

/** `partNumber=n`: one part of an object that was uploaded in parts, or the whole of another as part 1. */
function partOf(call: S3Call, object: StoredObject): { range?: ByteRange; count: number } | undefined {
  const asked = call.request.query.get('partNumber');
  if (asked === null) return undefined;
  if (!/^\d+$/.test(asked) || Number(asked) < 1 || Number(asked) > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      asked,
    );
  }
  const sizes = (object.parts ?? [object]).map(({ bytes }) => bytes);
  const index = Number(asked) - 1;
  const bytes = sizes[index];
  if (bytes === undefined) {
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416);
  }
  const start = sizes.slice(0, index).reduce((sum, size) => sum + size, 0);
  return {
    count: sizes.length,
    ...(object.bytes === 0 ? {} : { range: { start, end: start + bytes - 1 } }),
  };
}
