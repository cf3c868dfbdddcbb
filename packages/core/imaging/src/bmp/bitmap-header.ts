import { Corrupt, UnsupportedFormat } from '../errors.ts';
import type { Size } from '../size.ts';

/** Sizes of the headers that Windows knows (Microsoft, "Bitmap Storage"); they follow the 14 bytes of a BITMAPFILEHEADER. */
const coreHeaderBytes = 12;
const v3HeaderBytes = 56;
export const v5HeaderBytes = 124;

export const headerAt = 14;
/** BITMAPINFOHEADER is followed by its masks, and longer headers contain them: in the same place. */
const masksAt = headerAt + 40;

/** Numbers of the field biCompression. */
const compressions = { none: 0, rle8: 1, rle4: 2, bitFields: 3, alphaBitFields: 6 } as const;

export interface BitmapHeader extends Size {
  readonly headerBytes: number;
  /** Otherwise the last row is stored first. */
  readonly isTopDown: boolean;
  readonly bitsPerPixel: number;
  readonly isRunLength: boolean;
  /** Which bits of a pixel are red, green, blue and alpha, where it is no number of a colour. */
  readonly masks: readonly [red: number, green: number, blue: number, alpha: number];
  readonly paletteAt: number;
  /** 0 for as many as the bits of a pixel can number. */
  readonly coloursUsed: number;
  readonly pixelsAt: number;
}

/** Throws `UnsupportedFormat`, `Corrupt` or, if the file ends within the header, a `RangeError`. */
export function bitmapHeader(bytes: Buffer): BitmapHeader {
  const headerBytes = bytes.readUInt32LE(headerAt);
  const isCore = headerBytes === coreHeaderBytes;
  const [width, height] = isCore
    ? [bytes.readUInt16LE(18), bytes.readUInt16LE(20)]
    : [bytes.readInt32LE(18), bytes.readInt32LE(22)];
  const bitsPerPixel = bytes.readUInt16LE(isCore ? 24 : 28);
  const compression = isCore ? compressions.none : bytes.readUInt32LE(30);
  if (width <= 0 || height === 0)
    throw new Corrupt(`The BMP is damaged (${width} × ${height} pixels): export it again.`);
  checkCoding(bitsPerPixel, compression);
  const ends = [
    headerAt + headerBytes,
    compression === compressions.bitFields ? masksAt + 12 : 0,
    compression === compressions.alphaBitFields ? masksAt + 16 : 0,
  ];
  const paletteAt = Math.max(...ends);
  const pixelsAt = bytes.readUInt32LE(10);
  if (pixelsAt < paletteAt)
    throw new Corrupt('The BMP is damaged (its pixels begin within its header): export or upload it again.');
  return {
    ...{ width, height: Math.abs(height), isTopDown: height < 0, headerBytes, bitsPerPixel },
    isRunLength: compression === compressions.rle4 || compression === compressions.rle8,
    masks: masksOf(bytes, headerBytes, bitsPerPixel, compression),
    ...{ paletteAt, pixelsAt, coloursUsed: isCore ? 0 : bytes.readUInt32LE(46) },
  };
}

/** The bits of a pixel that go with each compression. Windows CE has those of 2 bits. */
const bitsOf: Readonly<Record<number, readonly number[]>> = {
  [compressions.none]: [1, 2, 4, 8, 16, 24, 32],
  [compressions.rle8]: [8],
  [compressions.rle4]: [4],
  [compressions.bitFields]: [16, 32],
  [compressions.alphaBitFields]: [16, 32],
};

const others: Readonly<Record<number, string>> = {
  4: 'with a JPEG inside',
  5: 'with a PNG inside',
  11: 'of CMYK',
  12: 'of CMYK',
  13: 'of CMYK',
};

function checkCoding(bitsPerPixel: number, compression: number): void {
  if (bitsOf[compression]?.includes(bitsPerPixel)) return;
  const what = others[compression] ?? `of ${bitsPerPixel} bits a pixel and compression ${compression}`;
  throw new UnsupportedFormat(`This is a BMP ${what}: export the picture as PNG or JPEG.`);
}

/** A header that has room for a mask of alpha means it, whatever the compression; the others count with bit fields only. */
function masksOf(
  bytes: Buffer,
  headerBytes: number,
  bitsPerPixel: number,
  compression: number,
): BitmapHeader['masks'] {
  const hasAlphaMask = headerBytes >= v3HeaderBytes || compression === compressions.alphaBitFields;
  const alpha = hasAlphaMask ? within(bytes.readUInt32LE(masksAt + 12), bitsPerPixel) : 0;
  if (compression === compressions.bitFields || compression === compressions.alphaBitFields) {
    const [red, green, blue] = [0, 4, 8].map((at) => within(bytes.readUInt32LE(masksAt + at), bitsPerPixel));
    return [red ?? 0, green ?? 0, blue ?? 0, alpha];
  }
  return bitsPerPixel === 16 ? [0x7c00, 0x3e0, 0x1f, alpha] : [0xff0000, 0xff00, 0xff, alpha];
}

/** Without the bits that a pixel does not have, of which some programs fill the mask of alpha. */
function within(mask: number, bitsPerPixel: number): number {
  return bitsPerPixel < 32 ? mask & (2 ** bitsPerPixel - 1) : mask;
}
