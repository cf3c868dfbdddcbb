import { AwsError } from '../../../protocol/aws-error.ts';

/** Source: "CloudFront quotas". */
const mostTags = 50;

/** Throws InvalidTagging. */
export function recordOf(
  tags: readonly { readonly Key: string; readonly Value: string }[],
): Record<string, string> {
  const record = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
  const invalid = tags.find(({ Key, Value }) => !isText(Key) || !isText(Value) || /^aws:/i.test(Key));
  if (invalid || Object.keys(record).length < tags.length || tags.length > mostTags)
    throw new AwsError('InvalidTagging', 'The tagging specified is not valid.');
  return record;
}

export function tagsOf(record: Readonly<Record<string, string>>) {
  return Object.entries(record).map(([Key, Value]) => ({ Key, Value }));
}

function isText(text: string): boolean {
  return /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(text);
}
