import type { Size } from '../src/index.ts';

export interface BmpPicture extends Size {
  /** Bytes of its header: 40 without. */
  readonly header?: 12 | 40 | 52 | 56 | 64 | 108 | 124;
  readonly bits: number;
  /** By Microsoft's number; none without. */
  readonly compression?: number;
  readonly isTopDown?: boolean;
  readonly palette?: readonly (readonly [red: number, green: number, blue: number])[];
  readonly masks?: readonly [red: number, green: number, blue: number, alpha?: number];
  readonly profile?: Buffer;
  /** Bytes between the headers and the pixels. */
  readonly gap?: number;
  /** As they are stored: from `storedRows`, or codes. */
  readonly pixels: Buffer;
}

/** A BMP made by hand, which sharp does not write. */
export function makeBmp(picture: BmpPicture): Buffer {
  const { width, height, header: size = 40, bits, compression = 0, isTopDown, palette = [], masks } = picture;
  const { profile = Buffer.alloc(0), gap = 0, pixels } = picture;
  const header = Buffer.alloc(Math.max(size, masks ? 40 + 4 * masks.length : 0));
  header.writeUInt32LE(size);
  if (size === 12) {
    for (const [index, value] of [width, height, 1, bits].entries())
      header.writeUInt16LE(value, 4 + 2 * index);
  } else {
    header.writeInt32LE(width, 4);
    header.writeInt32LE(isTopDown ? -height : height, 8);
    header.writeUInt16LE(1, 12);
    header.writeUInt16LE(bits, 14);
    header.writeUInt32LE(compression, 16);
    header.writeUInt32LE(palette.length, 32);
    for (const [index, mask = 0] of (masks ?? []).entries()) header.writeUInt32LE(mask, 40 + 4 * index);
  }
  const entries = palette.map(([red, green, blue]) => [blue, green, red, ...(size === 12 ? [] : [0])]);
  const headers = Buffer.concat([header, Buffer.from(entries.flat()), Buffer.alloc(gap)]);
  if (picture.profile) {
    headers.writeUInt32LE(0x4d424544, 56); // embedded
    headers.writeUInt32LE(headers.length + pixels.length, 112);
    headers.writeUInt32LE(profile.length, 116);
  }
  const file = Buffer.concat([Buffer.alloc(14), headers, pixels, profile]);
  file.write('BM');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(14 + headers.length, 10);
  return file;
}

/** Rows of numbers, the last one first, each filled up to a multiple of 4 bytes. */
export function storedRows(
  { width, height, bits }: Size & { readonly bits: number },
  at: (x: number, y: number) => number,
): Buffer {
  const row = 4 * Math.ceil((width * bits) / 32);
  const rows = Buffer.alloc(row * height);
  for (let y = 0; y < height; y += 1) {
    const start = (height - 1 - y) * row;
    for (let x = 0; x < width; x += 1) {
      const byte = start + ((x * bits) >> 3);
      if (bits >= 8) rows.writeUIntLE(at(x, y), byte, bits / 8);
      else rows[byte] = (rows[byte] ?? 0) | (at(x, y) << (8 - bits - ((x * bits) & 7)));
    }
  }
  return rows;
}

/** Codes of RLE8 for a picture of one colour. */
export function equalRuns({ width, height }: Size, colour: number): Buffer {
  const runs = Array.from({ length: Math.ceil(width / 255) }, (_, run) => [
    Math.min(255, width - 255 * run),
    colour,
  ]);
  const row = Buffer.from([...runs.flat(), 0, 0]);
  return Buffer.concat([Buffer.alloc(row.length * height, row), Buffer.from([0, 1])]);
}
