import * as z from 'zod/mini';
import { announceImage } from '../api/uploads.ts';
import { sha256Of } from './sha256.ts';

/** What the API answered about a file. */
export interface Announcement {
  /** The image that it becomes, or that has the same bytes. */
  readonly imageId: string;
  /** Its key in S3, if it has one. */
  readonly key?: string;
  /** Where to send it at once; none if its bytes are there already. */
  readonly form?: { readonly url: string; readonly fields: Record<string, string> };
}

/**
 * Announces a file, unless the form of an earlier announcement is still good: another one would make a second image.
 */
export async function announce(
  file: {
    readonly name: string;
    readonly type: string;
    readonly data: Blob | { size: number | null } | undefined;
  },
  earlier: Announcement | undefined,
): Promise<Announcement> {
  if (earlier?.form && isGood(earlier.form.fields)) return earlier;
  const { name, type, data } = file;
  if (!(data instanceof Blob)) throw new Error(`${name} has no bytes.`);
  const sha256 = await sha256Of(data);
  const answer = await announceImage({
    filename: name,
    contentType: type,
    bytes: data.size,
    ...(sha256 !== undefined && { sha256 }),
  });
  if ('duplicateOf' in answer) return { imageId: answer.duplicateOf };
  return { imageId: answer.id, key: answer.key, form: answer.upload };
}

const policySchema = z.object({ expiration: z.string() });
const reserve = 60_000; // milliseconds that an upload may take to begin

/** A form says itself when it expires: Amazon S3 API Reference, "POST policy". */
function isGood({ Policy = '' }: Readonly<Record<string, string>>): boolean {
  try {
    const { expiration } = policySchema.parse(JSON.parse(atob(Policy)));
    return Date.parse(expiration) - Date.now() > reserve;
  } catch {
    return false;
  }
}
