import type { Sharp } from 'sharp';

/** Of an original: what its variant is measured by. */
export interface Palette {
  readonly colours: number;
  /** Bytes of the original's file. */
  readonly fileBytes: number;
}

/**
 * What came with a palette (charts, screenshots, GIFs) is a third of the size with one. It is exact as long as nothing is
 * scaled. Scaling mixes new colours, each of which costs bytes: where the file would outgrow its original, they are as
 * few as they were, or 16 so that edges stay smooth; and where all of that is no smaller, there is no palette.
 */
export async function palettePng(image: Sharp, original: Palette): Promise<Buffer> {
  let best = await image.clone().png().toBuffer();
  for (const colours of [256, Math.max(16, original.colours)]) {
    const reduced = await image.clone().png({ ...settings, colours }).toBuffer();
    if (reduced.length < best.length) best = reduced;
    if (best.length <= original.fileBytes) break;
  }
  return best;
}

/** Without dithering: it costs a tenth more bytes, and shows less of the picture (mean square error). */
const settings = { palette: true, effort: 4, dither: 0, compressionLevel: 9 } as const;
