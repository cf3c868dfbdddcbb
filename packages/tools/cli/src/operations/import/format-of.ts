import { claimedFormat } from '@darkroom/imaging/signatures';
import type { OriginalFormat } from '@darkroom/pipeline-config';

const extensions: Readonly<Record<OriginalFormat, readonly string[]>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  png: ['png', 'apng'],
  webp: ['webp'],
  avif: ['avif'],
  heic: ['heic', 'heif', 'hif'],
  jxl: ['jxl'],
  gif: ['gif'],
  tiff: ['tif', 'tiff'],
  bmp: ['bmp', 'dib'],
  raw: ['dng', 'cr2', 'cr3', 'nef', 'arw', 'pef', 'raf'],
};
const formats = new Map(
  Object.entries(extensions).flatMap(([format, names]) =>
    names.map((name) => [name, format as OriginalFormat] as const),
  ),
);

/** Brands of still pictures in ISO media, of which videos are the most (mp4ra.org). */
const stillPicture = /^(avif|avis|mif1|mif2|msf1|miaf|hei|hev|crx )/;

/** How many of a file's first bytes tell its format. */
export const tellingBytes = 18;

/** The format that a name ends with; `undefined` if the name tells nothing. */
export function formatOfName(key: string): OriginalFormat | undefined {
  return formats.get(/\.([^./]+)$/.exec(key)?.[1]?.toLowerCase() ?? '');
}

/** Whether a file's first bytes are those of a picture that Darkroom may read. The pipeline looks closer. */
export function looksLikePicture(start: Buffer): boolean {
  const format = claimedFormat(start);
  if (format === 'heif') return stillPicture.test(start.toString('latin1', 8, 12));
  return format !== undefined || start.toString('latin1', 0, 12) === 'FUJIFILMCCD-';
}
