import type { PngOptions, Sharp } from 'sharp';

/** Of an original: what its variant is measured by. */
export interface Palette {
  readonly colours: number;
  /** Bytes of the original's file. */
  readonly fileBytes: number;
  /** Whether the variant's pixels are mixed from several of the original's. */
  readonly isScaled: boolean;
}

/**
 * What came with a palette (charts, screenshots, GIFs) is a third of the size with one. It is exact where nothing is
 * scaled, whatever that costs. Scaling mixes new colours, each of which costs bytes: where the file would outgrow its
 * original, there are fewer of them; and where no palette makes it smaller than without one, there is none.
 */
export async function palettePng(image: Sharp, original: Palette): Promise<Buffer> {
  let best = await image.clone().png().toBuffer();
  for (const { least, ...reduction } of original.isScaled ? reductions : exact) {
    if (original.colours > least) break;
    const reduced = await image
      .clone()
      .png({ ...settings, ...reduction })
      .toBuffer();
    if (reduced.length < best.length) best = reduced;
    if (best.length <= original.fileBytes) break;
  }
  return best;
}

/**
 * From the best to the smallest. `least`: the most colours of an original that may be left with so few. sharp takes
 * `colours` for a number of bits, 8, 4, 2 or 1; with `quality` 30 about 80 of 256 are left, which is hard to see.
 */
const reductions: readonly (PngOptions & { readonly least: number })[] = [
  { colours: 256, least: 256 },
  { colours: 256, quality: 30, least: 256 },
  { colours: 16, least: 256 },
  { colours: 4, least: 4 },
  { colours: 2, least: 2 },
];

const exact = [{ colours: 256, least: 256 }] as const;

/** Without dithering: it costs a tenth more bytes, and shows less of the picture (mean square error). */
const settings = { palette: true, effort: 4, dither: 0, compressionLevel: 9 } as const;
