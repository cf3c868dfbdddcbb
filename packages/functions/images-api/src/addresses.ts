import { type DeliveryKey, keyToSignWith } from '@darkroom/delivery-keys';
import { createSigner } from '@darkroom/image-url/sign';

/** Where the pictures of one image are. */
export interface Addresses {
  /** Of the newest version; `/{preset}` behind it is a picture. */
  readonly image: string;
  /** Of a preset of the newest version. */
  preset(name: string, extension: string): string;
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
      preset: (name, extension) => `${base}/${id}/${name}.${extension}${query}`,
      stored: (stored) => `${base}/v/${stored}${query}`,
    };
  };
}
