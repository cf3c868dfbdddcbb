import { Corrupt, UnsupportedFormat } from '../errors.ts';
import type { InputFormat, Source } from '../source.ts';
import { avifSource } from './avif.ts';
import { gifSource } from './gif.ts';
import { jpegSource } from './jpeg.ts';
import { pngSource } from './png.ts';
import { rawSource } from './raw.ts';
import { claimedFormat, nameOfOther } from './signatures.ts';
import { tiffSource } from './tiff.ts';
import { webpSource } from './webp.ts';

const readers: Readonly<Record<InputFormat, (bytes: Buffer) => Source>> = {
  jpeg: jpegSource,
  png: pngSource,
  webp: webpSource,
  avif: avifSource,
  gif: gifSource,
  tiff: tiffSource,
};

/**
 * Recognises a file by its bytes and says how to read it; nothing is decoded. Throws `UnsupportedFormat` with the name of
 * the file's format, or `Corrupt`.
 */
export function sourceOf(file: Uint8Array): Source & { readonly format: InputFormat } {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const format = claimedFormat(bytes);
  try {
    const raw = rawSource(bytes);
    if (raw) return { format: 'jpeg', ...raw };
    if (!format) throw unsupported(nameOfOther(bytes));
    return { format, ...readers[format](bytes) };
  } catch (error) {
    // A length or offset points outside the file.
    if (error instanceof RangeError) {
      throw new Corrupt(`The ${nameOfClaimed(format)} is damaged or cut off: export or upload it again.`, {
        cause: error,
      });
    }
    throw error;
  }
}

/** A RAW photo that is no TIFF claims to be none of the formats. */
function nameOfClaimed(format: InputFormat | undefined): string {
  return format?.toUpperCase() ?? 'RAW photo';
}

function unsupported(name: string | undefined): UnsupportedFormat {
  const formats = 'JPEG, PNG, WebP, AVIF, GIF or TIFF';
  return new UnsupportedFormat(
    name
      ? `This is ${name}, which is not supported: export the picture as ${formats}.`
      : `The file is not a supported image, or is cut off too early to tell: upload ${formats}.`,
  );
}
