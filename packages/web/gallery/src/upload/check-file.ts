import { pageSettings } from '../api/page-settings.ts';
import { words } from '../words.ts';
import { contentTypeOf } from './content-type.ts';

/** Why a file cannot be uploaded, as a sentence for people; `undefined` if it can. */
export function whyRefused(file: File, { maxBytes, types } = pageSettings): string | undefined {
  if (file.size === 0) return words.fileIsEmpty;
  if (!types.includes(contentTypeOf(file))) return words.fileIsNoPhoto;
  if (file.size > maxBytes) return words.fileIsTooLarge(maxBytes);
  return undefined;
}
