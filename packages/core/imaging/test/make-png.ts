import { crc32, deflateSync } from 'node:zlib';

export type PngChunk = readonly [type: string, data: Buffer];

export interface PngPixels {
  readonly width: number;
  readonly height: number;
  readonly depth: 8 | 16;
  readonly channels: 1 | 2 | 3 | 4;
  /** A pixel's samples. */
  at(x: number, y: number): readonly number[];
}

/** A PNG made by hand, with chunks before its pixels that sharp does not write. */
export function makePng(
  pixels: PngPixels,
  before: readonly PngChunk[] = [],
  after: readonly PngChunk[] = [],
): Buffer {
  return assemblePng([header(pixels), ...before, ['IDAT', deflateSync(rows(pixels))], ...after]);
}

/** Chunks with their lengths and checksums, and the end chunk. */
export function assemblePng(chunks: readonly PngChunk[]): Buffer {
  const end: PngChunk = ['IEND', Buffer.alloc(0)];
  return Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), ...[...chunks, end].map(chunk)]);
}

export function header(
  { width, height, depth, channels }: Omit<PngPixels, 'at'>,
  interlaced = false,
): PngChunk {
  const colourType = [0, 4, 2, 6][channels - 1] ?? 2;
  const how = Buffer.from([depth, colourType, 0, 0, Number(interlaced)]);
  return ['IHDR', Buffer.concat([uint32(width), uint32(height), how])];
}

/** Unfiltered rows. */
export function rows({ width, height, depth, at }: PngPixels): Buffer {
  const sample = depth === 16 ? (value: number) => [value >> 8, value & 0xff] : (value: number) => [value];
  return Buffer.concat(
    Array.from({ length: height }, (_, y) =>
      Buffer.from([0, ...Array.from({ length: width }, (__, x) => at(x, y).flatMap(sample)).flat()]),
    ),
  );
}

export function iccChunk(profile: Buffer): PngChunk {
  return ['iCCP', Buffer.concat([Buffer.from('Test\0\0', 'latin1'), deflateSync(profile)])];
}

/** Numbers of four bytes, one after another. */
export function uint32(...values: readonly number[]): Buffer {
  const buffer = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) buffer.writeUInt32BE(value, 4 * index);
  return buffer;
}

function chunk([type, data]: PngChunk): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  return Buffer.concat([uint32(data.length), named, uint32(crc32(named))]);
}
