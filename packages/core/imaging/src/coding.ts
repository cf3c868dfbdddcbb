import type { Header } from './header.ts';
import type { Size } from './size.ts';
import type { Source } from './source.ts';

/** How a picture is written in its file, as far as the work of decoding it depends on that. */
export interface Coding {
  /** Before any orientation is applied. */
  readonly stored: Size;
  readonly isTurned: boolean;
  /** Of a pixel as it is decoded. */
  readonly channels: number;
  readonly bytesPerChannel: number;
  /** 0 where pixels are no numbers of a palette's colours. */
  readonly paletteColours: number;
  /** Adam7 in PNG. */
  readonly isInterlaced: boolean;
  /** Of WebP. */
  readonly isLossless: boolean;
  /** Of a JPEG that is put together before its first row is known; 0 of all others. */
  readonly scans: number;
  readonly coefficients: number;
  /** Of a TIFF, rows that are decoded in one piece. */
  readonly heldRows: number;
  /** Colours or alpha are computed here (`decode.ts`), not by libvips. */
  readonly isConverted: boolean;
  readonly isPremultiplied: boolean;
}

export function codingOf(source: Source, header: Header): Coding {
  return {
    stored: { width: header.width, height: header.pageHeight ?? header.height },
    isTurned: (header.orientation ?? 1) > 1 || source.turn !== undefined,
    channels: header.channels,
    bytesPerChannel: source.isHevc ? 1 : (bytesOf[header.depth] ?? 8),
    paletteColours: header.isPalette ? (source.paletteColours ?? 2 ** (header.bitsPerSample ?? 8)) : 0,
    isInterlaced: header.isProgressive,
    isLossless: source.isLossless ?? false,
    scans: source.scans?.count ?? 0,
    coefficients: source.scans?.coefficients ?? 0,
    heldRows: source.heldRows ?? 0,
    isConverted: source.colour !== undefined || header.hasProfile,
    isPremultiplied: source.premultiplied ?? false,
  };
}

/** Of libvips's band formats. */
const bytesOf: Readonly<Record<string, number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
};
