import { type DeliveryKey, keyToSignWith } from '@darkroom/delivery-keys';
import { canonicalText } from '@darkroom/image-url/canonical-text';
import { createSigner } from '@darkroom/image-url/sign';

/** Where the pictures of one image are. */
export interface Addresses {
  /** Of the newest version; `/{preset}` behind it is a picture. */
  readonly image: string;
  /** Of a preset of the newest version; without an extension in the format that the browser likes best. */
  preset(name: string, extension?: string): string;
  /** Of one file, for ever. */
  stored(key: string): string;
}

/** Signed addresses stay the same, and good, for at least so long. */
const signedSeconds = 86_400;

/** Without `keys` nothing is signed. */
export function addressesAt(
  base: string,
  keys: (() => Promise<readonly DeliveryKey[]>) | undefined,
  now: () => Date,
): (id: string) => Promise<Addresses> {
  return async (id) => {
    const key = keyToSignWith((await keys?.()) ?? [], now());
    const token = key && createSigner(key).presets(id, { expiresIn: signedSeconds, now: now() });
    const query = token === undefined ? '' : `?s=${token}`;
    return {
      image: `${base}/${id}`,
      preset: (name, extension) => `${base}/${id}/${fileOf(name, extension)}${query}`,
      stored: (stored) => `${base}/v/${stored}${query}`,
    };
  };
}

/** The address of one transform, signed; undefined if there is no key to sign with. */
export function transformAddressAt(
  base: string,
  keys: () => Promise<readonly DeliveryKey[]>,
  now: () => Date,
) {
  return async (id: string, transform: string, extension?: string): Promise<string | undefined> => {
    const key = keyToSignWith(await keys(), now());
    if (!key) return undefined;
    const text = canonicalText(transform);
    const token = createSigner(key).token(id, text, { expiresIn: signedSeconds, now: now() });
    return `${base}/${id}/${fileOf(text, extension)}?s=${token}`;
  };
}

function fileOf(name: string, extension: string | undefined): string {
  return extension === undefined ? name : `${name}.${extension}`;
}
