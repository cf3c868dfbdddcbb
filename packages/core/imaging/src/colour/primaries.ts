import { apply, diagonal, fromColumns, invert, type Matrix, multiply, type Triple } from './matrix.ts';

/** A point of CIE 1931's chromaticity diagram. */
export type Chromaticity = readonly [x: number, y: number];

/** The chromaticities of red, green and blue alone, and of all three together. */
export interface Primaries {
  readonly red: Chromaticity;
  readonly green: Chromaticity;
  readonly blue: Chromaticity;
  readonly white: Chromaticity;
}

const d65: Chromaticity = [0.3127, 0.329];
const illuminantC: Chromaticity = [0.31, 0.316];

export const bt709: Primaries = { red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06], white: d65 };
export const bt2020: Primaries = {
  red: [0.708, 0.292],
  green: [0.17, 0.797],
  blue: [0.131, 0.046],
  white: d65,
};
const smpte170: Primaries = { red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07], white: d65 };
const dciP3 = { red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] } as const;

/** Display P3: the primaries of digital cinema with the white of sRGB. */
export const p3: Primaries = { ...dciP3, white: d65 };

/** By number in ITU-T H.273, table 2 ("ColourPrimaries"). */
export const codedPrimaries: Readonly<Record<number, Primaries>> = {
  1: bt709,
  4: { red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08], white: illuminantC },
  5: { red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06], white: d65 },
  6: smpte170,
  7: smpte170,
  8: { red: [0.681, 0.319], green: [0.243, 0.692], blue: [0.145, 0.049], white: illuminantC },
  9: bt2020,
  10: { red: [1, 0], green: [0, 1], blue: [0, 0], white: [1 / 3, 1 / 3] },
  11: { ...dciP3, white: [0.314, 0.351] },
  12: p3,
  22: { red: [0.63, 0.34], green: [0.295, 0.605], blue: [0.155, 0.077], white: d65 },
};

/** From light in one set of primaries to light in another. White stays white (Bradford's adaptation). */
export function between(from: Primaries, to: Primaries): Matrix {
  const adapted = multiply(adaptation(from.white, to.white), toXyz(from));
  return multiply(invert(toXyz(to)), adapted);
}

/** ICC.1's profile connection space: light under D50. */
const d50: Chromaticity = [0.3457, 0.3585];

/** From light that a matrix converts to ICC's connection space, to light in BT.709's primaries. */
export function fromPcs(toPcs: Matrix): Matrix {
  return multiply(invert(multiply(adaptation(bt709.white, d50), toXyz(bt709))), toPcs);
}

/** Whether the three primaries span a plane and the white is light; otherwise no matrix can be computed. */
export function areUsable({ red, green, blue, white }: Primaries): boolean {
  const [x1, y1] = [green[0] - red[0], green[1] - red[1]];
  const [x2, y2] = [blue[0] - red[0], blue[1] - red[1]];
  return Math.abs(x1 * y2 - x2 * y1) > 1e-4 && white[1] > 0;
}

function toXyz({ red, green, blue, white }: Primaries): Matrix {
  const columns = fromColumns(xyz(red), xyz(green), xyz(blue));
  return multiply(columns, diagonal(apply(invert(columns), xyzOfWhite(white))));
}

/** The direction of a chromaticity; blue of XYZ has no y to divide by. */
function xyz([x, y]: Chromaticity): Triple {
  return [x, y, 1 - x - y];
}

function xyzOfWhite([x, y]: Chromaticity): Triple {
  return [x / y, 1, (1 - x - y) / y];
}

const bradford: Matrix = [0.8951, 0.2664, -0.1614, -0.7502, 1.7135, 0.0367, 0.0389, -0.0685, 1.0296];

function adaptation(from: Chromaticity, to: Chromaticity): Matrix {
  const [before, after] = [apply(bradford, xyzOfWhite(from)), apply(bradford, xyzOfWhite(to))];
  const gains = diagonal([after[0] / before[0], after[1] / before[1], after[2] / before[2]]);
  return multiply(invert(bradford), multiply(gains, bradford));
}
