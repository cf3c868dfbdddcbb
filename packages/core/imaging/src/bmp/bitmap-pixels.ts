import type { Pixels } from '../libvips.ts';
import { type Bitmap, rowBytes } from './bitmap.ts';
import { type ColourFields, fieldsAt } from './colour-fields.ts';
import type { Palette } from './palette.ts';
import { type Run, walkRuns } from './runs.ts';

/**
 * All pixels of a checked BMP, the top row first, in its own colours with 8 bits a channel. Those that it jumps over are
 * black, as in browsers.
 */
export function bitmapPixels(bytes: Buffer, bitmap: Bitmap): Pixels {
  const { width, height, hasAlpha, colours } = bitmap;
  const channels = hasAlpha ? 4 : 3;
  const data = new Uint8Array(width * height * channels);
  const picture: Picture = { ...bitmap, data, channels };
  if (!('palette' in colours)) unpackFields(bytes, picture, colours);
  else unpackNumbers(bytes, picture, colours);
  return { data, width, height, channels };
}

interface Picture extends Bitmap {
  readonly data: Uint8Array;
  readonly channels: 3 | 4;
}

function unpackFields(bytes: Buffer, picture: Picture, { red, green, blue, alpha }: ColourFields): void {
  const { width, height, bitsPerPixel, pixelsAt, data, channels } = picture;
  for (let y = 0; y < height; y += 1) {
    let from = pixelsAt + y * rowBytes(picture);
    let to = startOfRow(picture, y);
    for (let x = 0; x < width; x += 1) {
      const pixel = fieldsAt(bytes, from, bitsPerPixel);
      data[to] = red.levels[(pixel >>> red.shift) & red.mask] ?? 0;
      data[to + 1] = green.levels[(pixel >>> green.shift) & green.mask] ?? 0;
      data[to + 2] = blue.levels[(pixel >>> blue.shift) & blue.mask] ?? 0;
      if (alpha && channels === 4) data[to + 3] = alpha.levels[(pixel >>> alpha.shift) & alpha.mask] ?? 0;
      from += bitsPerPixel / 8;
      to += channels;
    }
  }
}

function unpackNumbers(bytes: Buffer, picture: Picture, colours: Palette): void {
  const { width, height, pixelsAt, isRunLength } = picture;
  if (isRunLength) {
    walkRuns(bytes, picture, (run) => paint(bytes, picture, colours, run));
    return;
  }
  for (let y = 0; y < height; y += 1) {
    const at = pixelsAt + y * rowBytes(picture);
    paint(bytes, picture, colours, { x: 0, y, pixels: width, at, isRepeated: false });
  }
}

function paint(
  bytes: Buffer,
  picture: Picture,
  { palette }: Palette,
  { x, y, pixels, at, isRepeated }: Run,
): void {
  const { bitsPerPixel, data, channels } = picture;
  const mask = 2 ** bitsPerPixel - 1;
  let to = startOfRow(picture, y) + x * channels;
  for (let index = 0; index < pixels; index += 1) {
    const bit = isRepeated ? (index * bitsPerPixel) & 7 : index * bitsPerPixel;
    const byte = bytes[at + (bit >> 3)] ?? 0;
    const colour = 3 * ((byte >> (8 - bitsPerPixel - (bit & 7))) & mask);
    data[to] = palette[colour] ?? 0;
    data[to + 1] = palette[colour + 1] ?? 0;
    data[to + 2] = palette[colour + 2] ?? 0;
    to += channels;
  }
}

/** Of the row that is stored as number `y`. */
function startOfRow({ width, height, isTopDown, channels }: Picture, y: number): number {
  return (isTopDown ? y : height - 1 - y) * width * channels;
}
