/** A rectangle of one colour, by index, that a GIF draws over what was there before. */
export interface GifFrame {
  readonly left?: number;
  readonly top?: number;
  readonly width: number;
  readonly height: number;
  readonly colour: number;
  /** 1: it stays; 2: it is cleared; 3: what was there before is restored. */
  readonly disposal?: 1 | 2 | 3;
  readonly transparent?: number;
}

/** Red, green, blue, yellow. */
const palette = [0xff, 0, 0, 0, 0xff, 0, 0, 0, 0xff, 0xff, 0xff, 0];
const codeSize = 2;

/** A GIF made by hand, with frames of any position and size, which sharp does not write. */
export function makeGif(width: number, height: number, frames: readonly GifFrame[]): Buffer {
  const background = 1;
  const screen = [...uint16(width), ...uint16(height), 0x81, background, 0, ...palette];
  return Buffer.concat([
    Buffer.from('GIF89a'),
    Buffer.from(screen),
    ...frames.map((frame) => Buffer.from([...control(frame), ...image(frame)])),
    Buffer.from([0x3b]),
  ]);
}

function control({ disposal = 1, transparent }: GifFrame): number[] {
  return [0x21, 0xf9, 4, (disposal << 2) | (transparent === undefined ? 0 : 1), 10, 0, transparent ?? 0, 0];
}

function image({ left = 0, top = 0, width, height, colour }: GifFrame): number[] {
  const place = [left, top, width, height].flatMap(uint16);
  return [0x2c, ...place, 0, codeSize, ...subBlocks(compressed(width * height, colour)), 0];
}

function uint16(value: number): [number, number] {
  return [value & 0xff, value >> 8];
}

/** LZW that learns no sequences: the table is cleared before its codes would grow by a bit. */
function compressed(pixels: number, colour: number): number[] {
  const clear = 1 << codeSize;
  const codes = Array.from({ length: pixels }, (_, index) => (index % 2 === 0 ? [clear, colour] : [colour]));
  const bits = [...codes.flat(), clear + 1].flatMap((code) => [code & 1, (code >> 1) & 1, code >> 2]);
  return Array.from({ length: Math.ceil(bits.length / 8) }, (_, byte) =>
    bits.slice(8 * byte, 8 * byte + 8).reduce((value, bit, index) => value | (bit << index), 0),
  );
}

function subBlocks(data: readonly number[]): number[] {
  const blocks = Array.from({ length: Math.ceil(data.length / 255) }, (_, index) =>
    data.slice(255 * index, 255 * index + 255),
  );
  return blocks.flatMap((block) => [block.length, ...block]);
}
