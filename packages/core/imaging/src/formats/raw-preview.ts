import { jpegSize } from './jpeg-size.ts';

/** Where a RAW photo says that its camera put a JPEG of it. */
export interface Preview {
  readonly start: number;
  readonly length: number;
}

/** More than a RAW photo has. */
const mostPreviews = 16;

/** The JPEG with the longest side among those that are really there. */
export function largestOf(bytes: Buffer, previews: readonly Preview[]) {
  let best: { readonly bytes: Buffer; readonly longSide: number } | undefined;
  const byStart = new Map(previews.map((preview) => [preview.start, preview]));
  for (const { start, length } of [...byStart.values()].slice(0, mostPreviews)) {
    if (start > bytes.length) throw new RangeError(`A preview at ${start} is outside of the file.`);
    const jpeg = bytes.subarray(start, start + length); // if it is cut off, its reader says so
    const size = jpegSize(jpeg);
    const longSide = size ? Math.max(size.width, size.height) : 0;
    if (longSide > (best?.longSide ?? 0)) best = { bytes: jpeg, longSide };
  }
  return best;
}
