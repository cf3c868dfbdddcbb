import { Corrupt } from '../errors.ts';
import type { BitmapHeader } from './bitmap-header.ts';

/** One channel of a pixel that is a number: `levels[(pixel >>> shift) & mask]`, 0 to 255. */
export interface ColourField {
  readonly shift: number;
  readonly mask: number;
  readonly levels: Uint8Array;
}

export type ColourFields = Readonly<Record<'red' | 'green' | 'blue', ColourField>> & {
  readonly alpha?: ColourField;
};

/** Throws `Corrupt` for masks that share bits, or have gaps. */
export function colourFields([red, green, blue, alpha]: BitmapHeader['masks']): ColourFields {
  const all = red + green + blue + alpha;
  if (all !== (red | green | blue | alpha) >>> 0) throw badMasks();
  return {
    red: colourField(red),
    green: colourField(green),
    blue: colourField(blue),
    ...(alpha !== 0 && { alpha: colourField(alpha) }),
  };
}

function colourField(bits: number): ColourField {
  if (bits === 0) return { shift: 0, mask: 0, levels: new Uint8Array(1) };
  const lowest = 31 - Math.clz32(bits & -bits);
  const whole = bits >>> lowest;
  if ((whole & (whole + 1)) !== 0) throw badMasks();
  const unused = Math.max(0, 32 - Math.clz32(whole) - 8); // more than 8 bits come out in 8
  const mask = whole >>> unused;
  const levels = Uint8Array.from({ length: mask + 1 }, (_, value) => Math.round((value * 255) / mask));
  return { shift: lowest + unused, mask, levels };
}

function badMasks(): Corrupt {
  return new Corrupt('The BMP is damaged (its masks of colours share bits or have gaps): export it again.');
}

/** The number that a pixel of 16, 24 or 32 bits is. */
export function fieldsAt(bytes: Buffer, at: number, bitsPerPixel: number): number {
  if (bitsPerPixel === 16) return bytes.readUInt16LE(at);
  return bitsPerPixel === 24 ? bytes.readUIntLE(at, 3) : bytes.readUInt32LE(at);
}
