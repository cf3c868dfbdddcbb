import { z } from 'zod';
import { AwsError } from '../../protocol/aws-error.ts';

/** `Limit` and `Marker` of a list. */
export const pageInput = {
  Limit: z.int().min(1).max(1000).default(100),
  Marker: z.string().min(1).max(1024).optional(),
};

/** The items after the marker, which is the position of the last item before. Throws InvalidMarkerException. */
export async function pageOf<T>(
  items: AsyncIterable<readonly [position: string, item: T]>,
  { Limit, Marker }: { readonly Limit: number; readonly Marker?: string | undefined },
) {
  const after = Marker === undefined ? '' : Buffer.from(Marker, 'base64url').toString();
  if (Marker !== undefined && Buffer.from(after).toString('base64url') !== Marker)
    throw new AwsError('InvalidMarkerException', 'The marker is not valid.');
  const page: T[] = [];
  let last = '';
  for await (const [position, item] of items) {
    if (position <= after) continue;
    if (page.length === Limit)
      return { page, next: { Truncated: true, NextMarker: Buffer.from(last).toString('base64url') } };
    page.push(item);
    last = position;
  }
  return { page, next: { Truncated: false } };
}
