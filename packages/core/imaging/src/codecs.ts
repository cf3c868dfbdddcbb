import jxl from 'jxl-oxide-wasm/package.json' with { type: 'json' };
import heif from 'libheif-js/package.json' with { type: 'json' };
import sharp from 'sharp';

/** Versions of everything that decodes and encodes. */
export function codecs(): Readonly<Record<string, string | undefined>> {
  return { ...sharp.versions, 'libheif-js': heif.version, 'jxl-oxide': jxl.version };
}
