import type { Coding } from '../coding.ts';
import type { ImageMetadata } from '../inspect.ts';
import { decoderBytes } from '../jxl/decoder-bytes.ts';
import { area, type Size } from '../size.ts';
import type { InputFormat } from '../source.ts';
import type { Cost } from './cost.ts';
import { sizeOnLoad } from './size-on-load.ts';

/*
 * All numbers are of sharp 0.35.5 (libvips 8.18, on one thread), the highest seen in a process of its own whose picture
 * had 50 MP, in the shapes square, 65,535 wide and 65,535 tall; `extremes.test.ts` measures them again.
 */

/**
 * Bytes of a whole picture that its decoder keeps until it is done, however small it is wanted. PNG, JPEG and TIFF are
 * read row by row if they are written so.
 */
const heldBytes: Readonly<Record<InputFormat, (image: ImageMetadata, loaded: Size) => number>> = {
  jpeg: ({ coding }) => 2 * coding.coefficients,
  png: ({ coding }) => (coding.isInterlaced ? pixelsOf(coding) : 0),
  webp: ({ coding, hasAlpha, pages }, loaded) =>
    area(loaded) * coding.channels +
    area(coding.stored) * ((coding.isLossless ? 4 : hasAlpha ? 1 : 0) + (pages > 1 ? 8 : 0)),
  avif: ({ coding }) => area(coding.stored) * (coding.bytesPerChannel > 1 ? 26 : 19), // 4:4:4; with 4:2:0 a sixth less
  heic: ({ coding, hasAlpha }) => area(coding.stored) * (hasAlpha ? 26 : 22), // libheif's WebAssembly, 4:4:4
  jxl: (image) => decoderBytes(image) + pixelsOf(image.coding), // and the PNG that it makes
  gif: ({ coding }) => area(coding.stored) * 4.5,
  tiff: ({ coding }) => coding.heldRows * coding.stored.width * bytesPerPixel(coding) * 1.3,
  bmp: ({ coding }) => pixelsOf(coding),
};

/** Rows that are being scaled: hundreds at a time, as wide as the picture. */
const rowBytes = { opaque: 1450, withAlpha: 2150 };

const secondsPerMegapixel = 0.15;
/** Of an 8 × 8 block in each scan. */
const secondsPerBlock = 30e-9;
/** Of Huffman codes and the like. */
const secondsPerByte = 30e-9;
/** HEVC takes less for its pixels and more for its bytes: a photo has a quarter of those that noise has. */
const ofHeic = { secondsPerMegapixel: 0.1, secondsPerByte: 300e-9 };
/** JPEG XL is decoded and written as PNG, which takes longer, and read again. */
const ofJxl = { secondsPerMegapixel: 0.3, secondsPerMegabyteOfPixels: 0.13 };
const secondsPerStoredPixel: Partial<Record<InputFormat, number>> = { jpeg: 2e-9, webp: 20e-9 };
/** Of colours that `toDisplay` computes. */
const secondsPerConvertedPixel = 250e-9;

/** What it takes to get the pixels of a still, or of an animation's first frame, at a size. */
export function decodeCost(image: ImageMetadata, size: Size): Cost {
  const { format, coding, hasAlpha } = image;
  const loaded = sizeOnLoad(image, size);
  const rows = loaded.width * bytesPerPixel(coding) * (hasAlpha ? rowBytes.withAlpha : rowBytes.opaque);
  // Once more to turn them, and with 16 bits a channel where colours are computed here.
  const out =
    area(size) * outChannels(image) * (1 + Number(coding.isTurned) + 2 * Number(coding.isConverted));
  const premultiplied = coding.isPremultiplied ? pixelsOf(coding) + rows : 0;
  const rates = ratesOf(image);
  return {
    bytes: heldBytes[format](image, loaded) + rows + out + premultiplied,
    seconds:
      (area(loaded) / 1e6) * rates.secondsPerMegapixel +
      area(coding.stored) * (secondsPerStoredPixel[format] ?? 0) +
      image.bytes * rates.secondsPerByte +
      coding.scans * (coding.coefficients / 64) * secondsPerBlock +
      (coding.isConverted ? area(size) * secondsPerConvertedPixel : 0),
  };
}

function ratesOf({ format, coding }: ImageMetadata) {
  if (format === 'heic') return ofHeic;
  const written = format === 'jxl' ? bytesPerPixel(coding) * ofJxl.secondsPerMegabyteOfPixels : 0;
  return {
    secondsPerMegapixel: written > 0 ? ofJxl.secondsPerMegapixel + written : secondsPerMegapixel,
    secondsPerByte,
  };
}

/** Of the 8-bit sRGB that is decoded to: greys come as three. */
export function outChannels({ hasAlpha }: ImageMetadata): 3 | 4 {
  return hasAlpha ? 4 : 3;
}

function pixelsOf(coding: Coding): number {
  return area(coding.stored) * bytesPerPixel(coding);
}

function bytesPerPixel({ channels, bytesPerChannel }: Coding): number {
  return channels * bytesPerChannel;
}
