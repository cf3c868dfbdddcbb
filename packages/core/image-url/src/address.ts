import { type Extension, extensions } from './extensions.ts';

/** What the path of a picture asks for. */
export type Address =
  | {
      readonly kind: 'preset';
      readonly id: string;
      readonly preset: string;
      readonly extension: Extension | undefined;
    }
  /** `transform` as it was written; see `canonicalText`. */
  | {
      readonly kind: 'transform';
      readonly id: string;
      readonly transform: string;
      readonly extension: Extension | undefined;
    }
  /** One stored file, by its key in the variants bucket. `name` is its part behind the version. */
  | { readonly kind: 'stored'; readonly id: string; readonly key: string; readonly name: string };

const ending = `(?:\\.(${extensions.join('|')}))?`;
const presetPath = new RegExp(`^/([0-9a-f]{32})/([a-z0-9][a-z0-9-]{0,31})${ending}$`);
// A point stands before a digit only: before a letter the extension begins.
const pair = '[a-z]+_[a-z0-9]+(?:\\.[0-9][a-z0-9]*)*';
const transformPath = new RegExp(`^/([0-9a-f]{32})/(${pair}(?:-${pair})*)${ending}$`);
const storedPath =
  /^(?:\/v)?\/(([0-9a-f]{32})\/[0-9A-F]+\.[0-9A-F]{11}(?:-[0-9]{4})?\/([a-z0-9]{1,8}\/[a-z0-9][a-z0-9-]{0,63}\.[a-z]{3,4}))$/;

/**
 * Undefined for what is no address. Nothing is decoded: no address has an encoded form. Of a stored file CloudFront's
 * function takes the `/v` away, because S3 knows the key alone.
 */
export function parseAddress(path: string): Address | undefined {
  const stored = storedPath.exec(path);
  if (stored) return { kind: 'stored', id: stored[2] ?? '', key: stored[1] ?? '', name: stored[3] ?? '' };
  const preset = presetPath.exec(path);
  if (preset) {
    const extension = extensionOf(preset[3]);
    return { kind: 'preset', id: preset[1] ?? '', preset: preset[2] ?? '', extension };
  }
  const transform = transformPath.exec(path);
  if (!transform) return undefined;
  const extension = extensionOf(transform[3]);
  return { kind: 'transform', id: transform[1] ?? '', transform: transform[2] ?? '', extension };
}

function extensionOf(text: string | undefined): Extension | undefined {
  return extensions.find((extension) => extension === text);
}
