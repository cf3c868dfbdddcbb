/** From a stored value to light, both 0 to 1. In PQ, 1 is 10,000 cd/m²; in HLG, the brightest light of the scene. */
export type Transfer = (stored: number) => number;

export function gamma(exponent: number): Transfer {
  return (stored) => stored ** exponent;
}

/** IEC 61966-2-1 */
export const srgb: Transfer = (stored) =>
  stored <= 0.04045 ? stored / 12.92 : ((stored + 0.055) / 1.055) ** 2.4;

/** The inverse of `srgb`. */
export function srgbEncoded(light: number): number {
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
}

/** ITU-R BT.1886: how a television shows what was recorded with the curve of BT.709 or a similar one. */
const television = gamma(2.4);

/** SMPTE 240M */
const smpte240: Transfer = (stored) =>
  stored < 0.0913 ? stored / 4 : ((stored + 0.1115) / 1.1115) ** (1 / 0.45);

/** SMPTE ST 2084, "PQ" */
const pq: Transfer = (stored) => {
  const power = stored ** (32 / 2523);
  return (Math.max(power - 3424 / 4096, 0) / (2413 / 128 - (2392 / 128) * power)) ** (16384 / 2610);
};

/** ARIB STD-B67, "HLG": ITU-R BT.2100, table 5, the inverse OETF */
const hlg: Transfer = (stored) =>
  stored <= 0.5 ? stored ** 2 / 3 : (Math.exp((stored - 0.55991073) / 0.17883277) + 0.28466892) / 12;

export const codeOfPq = 16;
export const codeOfHlg = 18;

/**
 * By number in ITU-T H.273, table 3 ("TransferCharacteristics"). Without the logarithmic curves (9, 10) and BT.1361 (12),
 * which no picture uses and no browser shows.
 */
export const codedTransfers: Readonly<Record<number, Transfer>> = {
  1: television,
  4: gamma(2.2),
  5: gamma(2.8),
  6: television,
  7: smpte240,
  8: gamma(1),
  11: television,
  13: srgb,
  14: television,
  15: television,
  [codeOfPq]: pq,
  17: (stored) => (52.37 / 48) * stored ** 2.6, // SMPTE ST 428-1
  [codeOfHlg]: hlg,
};
