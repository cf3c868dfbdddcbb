import type { BitmapHeader } from './bitmap-header.ts';

export interface Palette {
  readonly count: number;
  /** Red, green and blue of 256 colours. Those that the file does not have are black. */
  readonly palette: Uint8Array;
}

export function paletteOf(
  bytes: Buffer,
  { headerBytes, bitsPerPixel, paletteAt, coloursUsed, pixelsAt }: BitmapHeader,
): Palette {
  const entryBytes = headerBytes === 12 ? 3 : 4;
  const most = 2 ** bitsPerPixel;
  const claimed = coloursUsed === 0 ? most : Math.min(coloursUsed, most);
  const count = Math.min(claimed, Math.floor((pixelsAt - paletteAt) / entryBytes));
  const palette = new Uint8Array(3 * 256);
  for (let index = 0; index < count; index += 1) {
    const at = paletteAt + index * entryBytes; // blue, green, red
    palette.set([bytes.readUInt8(at + 2), bytes.readUInt8(at + 1), bytes.readUInt8(at)], 3 * index);
  }
  return { count, palette };
}
