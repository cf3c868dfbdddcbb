import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../errors.ts';

export type Tag = readonly [key: string, value: string];
export type Tags = Readonly<Record<string, string>>;

const allowed = /^[\p{L}\p{N}\p{Z}\s_.:/=+\-@]*$/u;

/** `x-amz-tagging: a=1&b=2`, form-encoded. */
export function parseTagHeader(value: string): Tags {
  const tags = [...new URLSearchParams(value)];
  const wellFormed = tags.every(([key, text]) => allowed.test(key) && allowed.test(text));
  if (!wellFormed || new Set(tags.map(([key]) => key)).size !== tags.length) {
    throw invalidArgument(
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
      'x-amz-tagging',
      value,
    );
  }
  return objectTags(tags);
}

export function objectTags(tags: readonly Tag[]): Tags {
  if (tags.length > 10) throw new AwsError('BadRequest', 'Object tags cannot be greater than 10');
  return checkTags(tags, 'Your TagKey cannot be prefixed with aws:');
}

export function bucketTags(tags: readonly Tag[]): Tags {
  if (tags.length > 50) throw new AwsError('BadRequest', 'Bucket tag count cannot be greater than 50');
  return checkTags(tags, 'System tags cannot be added/updated by requester');
}

/** The tags of CreateBucket; S3 words the error about its reserved prefix differently there. */
export function newBucketTags(tags: readonly Tag[]): Tags {
  if (tags.length > 50) throw new AwsError('BadRequest', 'Bucket tag count cannot be greater than 50');
  return checkTags(
    tags,
    'User-defined tag keys can\'t start with "aws:". This prefix is reserved for system tags. Remove "aws:" from your tag keys and try again.',
  );
}

/** Source: S3 user guide, "Categorizing your storage using tags". */
function checkTags(tags: readonly Tag[], reserved: string): Tags {
  const seen = new Set<string>();
  for (const [key, value] of tags) {
    if (seen.has(key)) throw invalidTag('Cannot provide multiple Tags with the same key', key);
    seen.add(key);
    if (key === '' || key.length > 128 || !allowed.test(key))
      throw invalidTag('The TagKey you have provided is invalid', key);
    if (key.startsWith('aws:')) throw invalidTag(reserved, key);
    if (value.length > 256 || !allowed.test(value))
      throw invalidTag('The TagValue you have provided is invalid', key, value);
  }
  return Object.fromEntries(tags);
}

function invalidTag(message: string, TagKey: string, TagValue?: string): AwsError {
  return new AwsError('InvalidTag', message, 400, {
    fields: { TagKey, ...(TagValue === undefined ? {} : { TagValue }) },
  });
}
