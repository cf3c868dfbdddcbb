import type { OriginalFormat } from '@darkroom/pipeline-config';
import { bufferOf } from '../buffer-of.ts';
import { Corrupt, UnsupportedFormat } from '../errors.ts';
import type { InputFormat, Source } from '../source.ts';
import { bmpSource } from './bmp.ts';
import { gifSource } from './gif.ts';
import { heifSource } from './heif.ts';
import { jpegSource } from './jpeg.ts';
import { jxlSource } from './jxl.ts';
import { pngSource } from './png.ts';
import { rawSource } from './raw.ts';
import { type ClaimedFormat, claimedFormat, nameOfOther } from './signatures.ts';
import { tiffSource } from './tiff.ts';
import { directoriesOf } from './tiff-directories.ts';
import { webpSource } from './webp.ts';

const readers: Readonly<Record<Exclude<ClaimedFormat, 'heif' | 'tiff'>, (bytes: Buffer) => Source>> = {
  jpeg: jpegSource,
  png: pngSource,
  webp: webpSource,
  gif: gifSource,
  bmp: bmpSource,
  jxl: jxlSource,
};

export interface Recognised extends Source {
  readonly format: InputFormat;
  /** As `limits.formats` of the configuration names it: of a RAW photo, not the format of the picture inside. */
  readonly kind: OriginalFormat;
}

/**
 * Recognises a file by its bytes and says how to read it; nothing is decoded. Throws `UnsupportedFormat` with the name of
 * the file's format, or `Corrupt`.
 */
export function sourceOf(file: Uint8Array): Recognised {
  const bytes = bufferOf(file);
  const format = claimedFormat(bytes);
  try {
    const directories = format === 'tiff' ? directoriesOf(bytes) : []; // of most RAW photos too
    const raw = rawSource(bytes, directories);
    if (raw) return { kind: 'raw', format: 'jpeg', ...raw };
    if (!format) throw unsupported(nameOfOther(bytes));
    if (format === 'tiff') return { kind: format, format, ...tiffSource(bytes, directories) };
    const source = format === 'heif' ? heifSource(bytes) : { format, ...readers[format](bytes) };
    return { kind: source.format, ...source };
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
function nameOfClaimed(format: ClaimedFormat | undefined): string {
  return format === 'jxl' ? 'JPEG XL' : (format?.toUpperCase() ?? 'RAW photo');
}

function unsupported(name: string | undefined): UnsupportedFormat {
  const formats = 'JPEG, PNG, WebP, AVIF, HEIC, JPEG XL, GIF, TIFF or BMP';
  return new UnsupportedFormat(
    name
      ? `This is ${name}, which is not supported: export the picture as ${formats}.`
      : `The file is not a supported image, or is cut off too early to tell: upload ${formats}.`,
  );
}
