import { thumbHashToDataURL } from 'thumbhash';

const made = new Map<string, string>();

/** A blurred picture of 30 pixels, as an address; empty for an image that has no hash. */
export function placeholderOf(thumbHash: string | undefined): string {
  if (thumbHash === undefined) return '';
  const known = made.get(thumbHash);
  if (known !== undefined) return known;
  const bytes = Uint8Array.from(atob(thumbHash), (character) => character.charCodeAt(0));
  const url = `url(${thumbHashToDataURL(bytes)})`;
  made.set(thumbHash, url);
  return url;
}
