import { openPixels, type Pixels } from './libvips.ts';

const side = 32;
const bits = 64;
/** Coefficients are compared in steps of this, several times what rounding grey to 8 bits adds to one. */
const step = 16;

/** cosines[k][n]: the k-th basis function of the DCT-II at sample n. */
const cosines = Array.from({ length: side }, (_, k) =>
  Float64Array.from({ length: side }, (_, n) => Math.cos((Math.PI * k * (2 * n + 1)) / (2 * side))),
);

/** The lowest frequencies without the mean, by how fine they are: [horizontal, vertical]. */
const frequencies = diagonals().slice(1, bits + 1);

/**
 * 64 bits as hexadecimal digits, of which pictures that look alike share most: for each of the lowest frequencies, whether
 * the picture has more of it than of half of the others. Undefined for a picture of one colour, which is like no other.
 */
export async function perceptualHash(pixels: Pixels): Promise<string | undefined> {
  const grey = await openPixels(pixels)
    .flatten({ background: '#ffffff' })
    .resize(side, side, { fit: 'fill' })
    .greyscale()
    .raw()
    .toBuffer();
  return hashOfGrey(grey);
}

/** Of 32 × 32 grey samples. */
function hashOfGrey(grey: Uint8Array): string | undefined {
  const rows = Array.from({ length: side }, (_, y) => {
    const row = grey.subarray(y * side, (y + 1) * side);
    return cosines.map((cosine) => dot(row, cosine));
  });
  const amounts = frequencies.map(([u, v]) => {
    const column = rows.map((row) => row[u] ?? 0);
    return Math.round(dot(column, cosines[v] ?? []) / step);
  });
  if (amounts.every((amount) => amount === 0)) return undefined;
  const sorted = amounts.toSorted((a, b) => a - b);
  const median = ((sorted[bits / 2 - 1] ?? 0) + (sorted[bits / 2] ?? 0)) / 2;
  const binary = amounts.map((amount) => (amount > median ? '1' : '0')).join('');
  return BigInt(`0b${binary}`)
    .toString(16)
    .padStart(bits / 4, '0');
}

function dot(samples: ArrayLike<number>, weights: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < samples.length; n++) sum += (samples[n] ?? 0) * (weights[n] ?? 0);
  return sum;
}

/** All pairs, those with the smallest sum first. */
function diagonals(): (readonly [number, number])[] {
  const pairs = cosines.flatMap((_, u) => cosines.map((_, v) => [u, v] as const));
  return pairs.sort((a, b) => a[0] + a[1] - (b[0] + b[1]) || a[1] - b[1]);
}
