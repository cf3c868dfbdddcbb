import type { Matrix } from './matrix.ts';
import { areUsable, between, bt709, codedPrimaries, type Primaries } from './primaries.ts';
import { type ToneMap, toneMapOfHlg, toneMapOfPq, usualPeak } from './tone-map.ts';
import { codedTransfers, codeOfHlg, codeOfPq, gamma, srgb, type Transfer } from './transfer.ts';

/** What the stored numbers of a file mean. */
export interface ColourSignal {
  /** From the stored red, green and blue to light. */
  readonly curves: readonly [Transfer, Transfer, Transfer];
  /** From there to light in BT.709's primaries, sRGB's. */
  readonly toBt709: Matrix;
  /** For an HDR picture. */
  readonly toneMap?: ToneMap;
}

/** Coding-independent code points (ITU-T H.273), as AVIF's `nclx` box and PNG's `cICP` chunk hold them. */
export interface CodePoints {
  readonly primaries: number;
  readonly transfer: number;
  /** Peak brightness of an HDR picture in cd/m², if the file gives it. */
  readonly peak?: number | undefined;
}

/** `undefined` if the codes mean sRGB, or one of them is unknown: then the numbers are shown as they are. */
export function signalOfCodePoints({ primaries, transfer, peak }: CodePoints): ColourSignal | undefined {
  const known = { primaries: codedPrimaries[primaries], transfer: codedTransfers[transfer] };
  if (!known.primaries || !known.transfer) return undefined;
  if (known.primaries === bt709 && known.transfer === srgb) return undefined;
  const signal = signalOf(known.primaries, known.transfer);
  if (transfer === codeOfPq) return { ...signal, toneMap: toneMapOfPq(peak || usualPeak) };
  if (transfer === codeOfHlg) return { ...signal, toneMap: toneMapOfHlg() };
  return signal;
}

/**
 * The meaning of PNG's chunks `gAMA` (stored = light ** gamma) and `cHRM`. Browsers use `cHRM` only together with `gAMA`,
 * and read a gamma alone within 5 % of 1/2.2 as sRGB, which is what encoders mean by it.
 */
export function signalOfGamma(fileGamma: number, primaries: Primaries | undefined): ColourSignal | undefined {
  if (fileGamma <= 0 || (primaries && !areUsable(primaries))) return undefined;
  if (!primaries && Math.abs(fileGamma * 2.2 - 1) < 0.05) return undefined;
  return signalOf(primaries ?? bt709, gamma(1 / fileGamma));
}

function signalOf(primaries: Primaries, curve: Transfer): ColourSignal {
  return { curves: [curve, curve, curve], toBt709: between(primaries, bt709) };
}
