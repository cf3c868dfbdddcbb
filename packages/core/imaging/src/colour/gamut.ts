import { identity, type Matrix } from './matrix.ts';
import { between, bt709, p3 } from './primaries.ts';
import type { ColourSignal } from './signal.ts';
import { srgb } from './transfer.ts';

/** In which colours pixels are: sRGB, or Display P3, which has the same curve and holds a quarter more of them. */
export type Gamut = 'srgb' | 'p3';

const of = (toBt709: Matrix): ColourSignal => ({ curves: [srgb, srgb, srgb], toBt709 });

/** What the numbers of pixels in a gamut mean. */
export const signalOf: Readonly<Record<Gamut, ColourSignal>> = {
  srgb: of(identity),
  p3: of(between(p3, bt709)),
};

/** Rounding in profiles. */
const tolerance = 0.02;

/** Whether a file can hold colours that sRGB does not: light of its primaries is less than none in sRGB's. */
export function isWide({ toBt709 }: ColourSignal): boolean {
  return toBt709.some((part) => part < -tolerance);
}
