import type { CodePoints } from '../colour/signal.ts';
import type { BitReader } from './bit-reader.ts';

/** What the numbers of the decoded pixels mean. */
export interface Colours {
  readonly isGrey: boolean;
  /** Where the header has numbers for them; otherwise there is an ICC profile, stored or computed by the decoder. */
  readonly codePoints?: CodePoints | undefined;
}

const spaces = { rgb: 0, grey: 1, xyb: 2 } as const;
const [custom, unknown, dci] = [2, 2, 11] as const;
const codesOfSrgb: CodePoints = { primaries: 1, transfer: 13 };
/** BT.709's, a camera's: shown as sRGB's, as in AVIF. */
const codeOfCamera = 1;

export const usualColours: Colours = { isGrey: false, codePoints: codesOfSrgb };

/** Reads ColourEncoding (ISO/IEC 18181-1, annex E). Its numbers are those of ITU-T H.273. */
export function coloursIn(reader: BitReader): Colours {
  if (reader.flag()) return usualColours;
  const hasProfile = reader.flag();
  const space = reader.enumerated();
  const isGrey = space === spaces.grey;
  if (hasProfile || space === spaces.xyb) return { isGrey };
  const white = reader.enumerated();
  if (white === custom) skipPoints(reader, 1);
  const primaries = isGrey ? codesOfSrgb.primaries : reader.enumerated();
  if (primaries === custom) skipPoints(reader, 3);
  const hasGamma = reader.flag();
  const transfer = hasGamma ? reader.bits(24) : reader.enumerated();
  const isNumbered = !hasGamma && white !== custom && primaries !== custom && transfer !== unknown;
  if (!isNumbered) return { isGrey };
  const shown = transfer === codeOfCamera ? codesOfSrgb.transfer : transfer;
  return { isGrey, codePoints: codePoints(white, primaries, shown) };
}

/** H.273 has its own numbers for DCI's primaries with their white and with that of sRGB. */
function codePoints(white: number, primaries: number, transfer: number): CodePoints | undefined {
  const [d65, codeOfP3, codeOfDisplayP3] = [1, 11, 12];
  if (primaries === codeOfP3 && white === d65) return { primaries: codeOfDisplayP3, transfer };
  const isWhiteOfPrimaries = primaries === codeOfP3 ? white === dci : white === d65;
  return isWhiteOfPrimaries ? { primaries, transfer } : undefined;
}

function skipPoints(reader: BitReader, count: number): void {
  for (let part = 0; part < 2 * count; part++)
    reader.number(
      { bits: 19 },
      { bits: 19, offset: 524_288 },
      { bits: 20, offset: 1_048_576 },
      { bits: 21, offset: 2_097_152 },
    );
}
