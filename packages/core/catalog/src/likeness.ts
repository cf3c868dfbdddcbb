/**
 * The arithmetic of finding images that look alike without comparing all of them. A perceptual hash is cut into six
 * bands, and an image is found by each. Of two hashes that differ in up to 5 bits, one band is equal; in up to 11 bits,
 * one band differs in a single bit at most, because 6 × 2 is 12. So a search asks for 6 bands, or for 70.
 */
const bits = 64;
export const bandCount = 6;
/** Images are found up to here. */
export const furthestDistance = 2 * bandCount - 1;

/** How many of their bits differ. */
export function distanceBetween(hash: string, other: string): number {
  return [...(BigInt(`0x${hash}`) ^ BigInt(`0x${other}`)).toString(2)].filter((bit) => bit === '1').length;
}

/** Bands take turns at the bits, so that each has coarse and fine ones. */
export function bandsOf(hash: string): string[] {
  const binary = BigInt(`0x${hash}`).toString(2).padStart(bits, '0');
  return Array.from({ length: bandCount }, (_, band) =>
    [...binary].filter((_, bit) => bit % bandCount === band).join(''),
  );
}

/** For each band, all that it may be in hashes up to `distance` away of which no other band is nearer. */
export function bandsNear(hash: string, distance: number): string[][] {
  const bands = bandsOf(hash);
  return distance < bandCount
    ? bands.map((band) => [band])
    : bands.map((band) => [band, ...neighbours(band)]);
}

/** Those that differ in one bit. */
function neighbours(band: string): string[] {
  return [...band].map((bit, at) => band.slice(0, at) + (bit === '0' ? '1' : '0') + band.slice(at + 1));
}
