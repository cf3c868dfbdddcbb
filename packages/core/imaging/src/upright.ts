import type { Sharp } from 'sharp';

/** How a picture is turned upright: mirrored top to bottom, left to right, then turned clockwise. */
export interface Turn {
  readonly flip: boolean;
  readonly flop: boolean;
  readonly degrees: 0 | 90 | 180 | 270;
}

const none: Turn = { flip: false, flop: false, degrees: 0 };

/** EXIF's orientations. */
const turns: Readonly<Record<number, Turn>> = {
  1: none,
  2: { ...none, flop: true },
  3: { ...none, degrees: 180 },
  4: { ...none, flip: true },
  5: { ...none, flip: true, degrees: 90 },
  6: { ...none, degrees: 90 },
  7: { ...none, flop: true, degrees: 90 },
  8: { ...none, degrees: 270 },
};

/** `undefined` for a number that means nothing. */
export function turnOfOrientation(orientation: number): Turn | undefined {
  return turns[orientation];
}

export function turned(image: Sharp, { flip, flop, degrees }: Turn): Sharp {
  return image.flip(flip).flop(flop).rotate(degrees);
}
