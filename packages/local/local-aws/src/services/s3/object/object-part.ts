import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument, invalidRequest } from '../errors.ts';
import { header, type S3Call } from '../operation.ts';
import type { StoredObject } from '../storage/versions.ts';
import type { ByteRange } from './range.ts';

/** A part of an object, for GET. */
export interface ReadPart {
  /** Undefined for an empty object. */
  readonly range?: ByteRange;
  readonly checksum?: string;
}

/** `partNumber=n`: one part of a multipart object; for other objects, part 1 is the whole. */
export function findPart(call: S3Call, object: StoredObject): ReadPart | undefined {
  const asked = call.request.query.get('partNumber');
  if (asked === null) return undefined;
  if (header(call, 'range') !== undefined)
    throw invalidRequest('Cannot specify both Range header and partNumber query parameter');
  if (!/^\d+$/.test(asked) || Number(asked) < 1 || Number(asked) > 10_000) {
    throw invalidArgument(
      'Part number must be an integer between 1 and 10000, inclusive',
      'partNumber',
      asked,
    );
  }
  const whole = { bytes: object.bytes, ...(object.checksum ? { checksum: object.checksum.value } : {}) };
  const parts = object.parts ?? [whole];
  const part = parts[Number(asked) - 1];
  if (part === undefined) {
    throw new AwsError('InvalidPartNumber', 'The requested partnumber is not satisfiable', 416, {
      fields: { PartNumberRequested: asked, ActualPartCount: String(parts.length) },
    });
  }
  const start = parts.slice(0, Number(asked) - 1).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    ...(object.bytes === 0 ? {} : { range: { start, end: start + part.bytes - 1 } }),
    ...(part.checksum === undefined ? {} : { checksum: part.checksum }),
  };
}
