import { bitmapOf } from '../bmp/bitmap.ts';
import { headerAt, v5HeaderBytes } from '../bmp/bitmap-header.ts';
import { signalOfProfile } from '../colour/icc-profile.ts';
import type { ColourSignal } from '../colour/signal.ts';
import type { Source } from '../source.ts';

/** A BMP, which libvips does not read: its pixels are unpacked here when they are wanted (`bmp/`). */
export function bmpSource(bytes: Buffer): Source {
  const bitmap = bitmapOf(bytes);
  const { colours } = bitmap;
  return {
    bytes,
    bitmap,
    colour: embeddedColours(bytes),
    ...('palette' in colours && { paletteColours: colours.count }),
  };
}

/** The value of bV5CSType that says that there is a profile in the file. */
const profileEmbedded = 0x4d424544;

/**
 * Of a profile in the file. A profile that the header only names is a file on its author's machine, and primaries and
 * curves in the header itself are often wrong: such colours are sRGB, as in browsers.
 */
function embeddedColours(bytes: Buffer): ColourSignal | undefined {
  if (bytes.readUInt32LE(headerAt) < v5HeaderBytes) return undefined;
  if (bytes.readUInt32LE(headerAt + 56) !== profileEmbedded) return undefined;
  const start = headerAt + bytes.readUInt32LE(headerAt + 112);
  return signalOfProfile(bytes.subarray(start, start + bytes.readUInt32LE(headerAt + 116)), true);
}
