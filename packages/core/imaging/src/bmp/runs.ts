import { Corrupt } from '../errors.ts';
import type { Size } from '../size.ts';

/** Equal pixels, or in 4 bits two that take turns; or pixels that are stored one by one. */
export interface Run {
  readonly x: number;
  /** In the order in which rows are stored. */
  readonly y: number;
  readonly pixels: number;
  /** Of its colour, or of the first of its colours. */
  readonly at: number;
  readonly isRepeated: boolean;
}

interface RunLengths extends Size {
  readonly pixelsAt: number;
  readonly bitsPerPixel: number;
}

const endOfRow = 0;
const endOfPicture = 1;
const delta = 2;

/**
 * Walks the codes of RLE4 and RLE8, which may jump over pixels. Throws `Corrupt` for a code that leads out of the picture,
 * and a `RangeError` if the file ends before the picture does.
 */
export function walkRuns(
  bytes: Buffer,
  { width, height, pixelsAt, bitsPerPixel }: RunLengths,
  paint?: (run: Run) => void,
): void {
  let at = pixelsAt;
  let x = 0;
  let y = 0;
  for (;;) {
    // Some programs leave the end of the picture out.
    if (at === bytes.length && (y >= height || (y === height - 1 && x === width))) return;
    if (at + 2 > bytes.length) throw cutOff();
    const count = bytes[at] ?? 0;
    const code = bytes[at + 1] ?? 0;
    at += 2;
    if (count === 0 && code === endOfPicture) return;
    if (y >= height) throw outside();
    if (count > 0) {
      const pixels = Math.min(count, width - x); // some programs count beyond the end of a row
      paint?.({ x, y, pixels, at: at - 1, isRepeated: true });
      x += pixels;
    } else if (code === endOfRow) {
      x = 0;
      y += 1;
    } else if (code === delta) {
      if (at + 2 > bytes.length) throw cutOff();
      x += bytes[at] ?? 0;
      y += bytes[at + 1] ?? 0;
      if (x > width || y >= height) throw outside();
      at += 2;
    } else {
      const stored = Math.ceil((code * bitsPerPixel) / 8);
      if (at + stored > bytes.length) throw cutOff();
      if (x + code > width) throw outside();
      paint?.({ x, y, pixels: code, at, isRepeated: false });
      x += code;
      at = Math.min(at + stored + (stored & 1), bytes.length);
    }
  }
}

function cutOff(): RangeError {
  return new RangeError('The file ends within its runs of pixels.');
}

function outside(): Corrupt {
  return new Corrupt('The BMP is damaged (it has pixels outside of its picture): export or upload it again.');
}
