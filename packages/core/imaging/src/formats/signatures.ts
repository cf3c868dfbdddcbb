import { constants, gunzipSync } from 'node:zlib';

/** Only the boxes of a HEIF tell whether it is an AVIF or a HEIC (`heif.ts`). */
export type ClaimedFormat = 'jpeg' | 'png' | 'webp' | 'gif' | 'tiff' | 'bmp' | 'jxl' | 'heif';

/** Bytes as Latin-1, at an offset from the start of a file. */
type Mark = readonly [offset: number, bytes: string];

const supported: readonly (readonly [ClaimedFormat, ...Mark[]])[] = [
  ['jpeg', [0, '\xff\xd8\xff']],
  ['png', [0, '\x89PNG\r\n\x1a\n']],
  ['webp', [0, 'RIFF'], [8, 'WEBP']],
  ['gif', [0, 'GIF87a']],
  ['gif', [0, 'GIF89a']],
  ['tiff', [0, 'II*\0']],
  ['tiff', [0, 'MM\0*']],
  ['tiff', [0, 'II+\0']], // BigTIFF
  ['tiff', [0, 'MM\0+']],
  ['jxl', [0, '\xff\x0a']],
  ['jxl', [0, '\0\0\0\x0cJXL \r\n\x87\n']],
  ...['\x0c', '\x28', '\x34', '\x38', '\x6c', '\x7c'].map((size) => bitmap(size)),
];

/** Uploaded files that are not decoded here, as the message says it: "This is …". */
const others: readonly (readonly [string, ...Mark[]])[] = [
  ['a bitmap of OS/2', [0, 'BM'], [14, '\x40\0\0\0']],
  ['a bitmap of OS/2', [0, 'BM'], [14, '\x10\0\0\0']],
  ['a BMP image of an unknown kind', [0, 'BM']],
  ['an icon (ICO)', [0, '\0\0\x01\0']],
  ['a cursor (CUR)', [0, '\0\0\x02\0']],
  ['an Apple icon (ICNS)', [0, 'icns']],
  ['a JPEG 2000 image', [4, 'jP  \r\n\x87\n']],
  ['a JPEG 2000 image', [0, '\xff\x4f\xff\x51']],
  ['a JPEG XR image', [0, 'II\xbc\x01']],
  ['a Photoshop document (PSB)', [0, '8BPS\0\x02']],
  ['a Photoshop document (PSD)', [0, '8BPS']],
  ['a PDF document', [0, '%PDF-']],
  ['a PostScript file', [0, '%!PS']],
  ['an EPS drawing', [0, '\xc5\xd0\xd3\xc6']],
  ['a DjVu document', [0, 'AT&TFORM']],
  ['a Windows metafile (WMF)', [0, '\xd7\xcd\xc6\x9a']],
  ['a Windows metafile (EMF)', [0, '\x01\0\0\0'], [40, ' EMF']],
  ['a GIMP image (XCF)', [0, 'gimp xcf']],
  ['an OpenEXR image', [0, '\x76\x2f\x31\x01']],
  ['a Radiance HDR image', [0, '#?RADIANCE']],
  ['a Radiance HDR image', [0, '#?RGBE']],
  ['a DirectDraw surface (DDS)', [0, 'DDS ']],
  ['a PCX image', [0, '\x0a\x05\x01']],
  ['a QOI image', [0, 'qoif']],
  ['a BPG image', [0, 'BPG\xfb']],
  ['an animation (MNG)', [0, '\x8aMNG\r\n\x1a\n']],
  ['a JNG image', [0, '\x8bJNG\r\n\x1a\n']],
  ['a FITS image', [0, 'SIMPLE  =']],
  ['a DICOM image', [128, 'DICM']],
  ...[...'1234567Ff'].flatMap((kind) => [...' \t\r\n'].map((end) => netpbm(`P${kind}${end}`))),
  ['a Sigma RAW photo (X3F)', [0, 'FOVb']],
  ['a Minolta RAW photo (MRW)', [0, '\0MRM']],
  ['a Canon RAW photo (CRW)', [6, 'HEAPCCDR']],
  ['an Olympus RAW photo (ORF)', [0, 'IIRO']],
  ['an Olympus RAW photo (ORF)', [0, 'IIRS']],
  ['an Olympus RAW photo (ORF)', [0, 'MMOR']],
  ['a Panasonic RAW photo (RW2)', [0, 'IIU\0']],
  ['a Matroska or WebM video', [0, '\x1aE\xdf\xa3']],
  ['an AVI video', [0, 'RIFF'], [8, 'AVI ']],
  ['a ZIP archive or an Office document', [0, 'PK\x03\x04']],
];

/** A text may begin with "BM": the size of the header that follows tells more. Those of OS/2 have others. */
function bitmap(headerBytes: string): readonly [ClaimedFormat, ...Mark[]] {
  return ['bmp', [0, 'BM'], [14, `${headerBytes}\0\0\0`]];
}

function netpbm(mark: string): readonly [string, Mark] {
  return ['a Netpbm image (PBM, PGM, PPM, PAM or PFM)', [0, mark]];
}

/** The format that a file's first bytes claim. */
export function claimedFormat(bytes: Buffer): ClaimedFormat | undefined {
  return isIsoMedia(bytes) ? 'heif' : supported.find(([, ...marks]) => hasAll(bytes, marks))?.[0];
}

/** What a file is, with an article, if it is no supported picture; `undefined` if nothing is known. */
export function nameOfOther(bytes: Buffer): string | undefined {
  const known = others.find(([, ...marks]) => hasAll(bytes, marks));
  if (known) return known[0];
  if (!hasAll(bytes, [[0, '\x1f\x8b']])) return nameOfText(bytes);
  return nameOfText(unzippedStart(bytes)) === svg ? 'a compressed SVG drawing (SVGZ)' : 'a gzip archive';
}

const svg = 'an SVG drawing';

function nameOfText(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1', 0, 4096);
  if (/^\W*<!doctype html|^\W*<html/i.test(text)) return 'a web page (HTML)';
  if (/<svg[\s>:]/i.test(text) && /^\W*</.test(text)) return svg;
  return undefined;
}

/** A truncated archive still shows its beginning. */
function unzippedStart(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes.subarray(0, 4096), {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: 1 << 20,
    });
  } catch {
    return Buffer.alloc(0);
  }
}

function isIsoMedia(bytes: Buffer): boolean {
  return hasAll(bytes, [[4, 'ftyp']]);
}

function hasAll(bytes: Buffer, marks: readonly Mark[]): boolean {
  return marks.every(([at, mark]) => bytes.toString('latin1', at, at + mark.length) === mark);
}
