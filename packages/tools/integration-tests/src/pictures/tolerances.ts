import type { Difference } from './judge.ts';

export interface Tolerance {
  /** At the original's size, where nothing is scaled: pixel for pixel. A step or two comes from rounding. */
  readonly whole: Difference;
  /**
   * Scaled down, by two programs with different filters: on average. Along edges, single pixels may differ by any amount.
   */
  readonly small: number;
  /** The same, compressed as WebP, which stores colours at half the resolution. */
  readonly webp: number;
  /** Frames of an animation as a GIF with its own palette, or as a WebP. */
  readonly frames: number;
}

/** Mean and largest difference of a channel, out of 255. */
export const usual: Tolerance = { whole: { mean: 0.35, most: 2 }, small: 7, webp: 8, frames: 4 };

type Exception = Partial<Tolerance> & { readonly why: string };

const alphaOfAvif =
  'Chromium 156 reads the alpha of AVIF as 16 to 235 and stretches it, even in its own test files';

const fewerColours =
  'as a PNG it would outgrow its file, so it has fewer colours than its palette had (palette-png.ts)';

/** Files on which Chromium is a poor judge or none; the figures are from version 156. */
export const exceptions: Readonly<Record<string, Exception>> = {
  'Channel_digital_image_CMYK_color.jpg': {
    whole: { mean: 8, most: 60 },
    small: 12,
    webp: 13,
    why: 'Chromium has no black-point compensation: the black of ink becomes grey there',
  },
  'Channel_digital_image_CMYK_color_no_profile.jpg': {
    whole: { mean: 15, most: 90 },
    small: 15,
    webp: 16,
    why: 'without a profile Chromium inverts the inks; we read them as those of a printing press (SWOP)',
  },
  'sample-xyb.jpg': {
    whole: { mean: 1.5, most: 10 },
    why: 'its profile is a three-dimensional table, between whose points lcms and skcms interpolate differently',
  },
  'cramps.gif': { small: 10, why: fewerColours },
  'avif-alpha-not-rotated.avif': { whole: { mean: 1.5, most: 15 }, why: alphaOfAvif },
  'avif-premultiplied-alpha.avif': { whole: { mean: 2, most: 22 }, why: alphaOfAvif },
  'jpeg-complete-without-eoi.jpg': {
    whole: { mean: 1.5, most: 255 },
    why: 'without the end marker Chromium leaves the last three rows empty',
  },
  'gamma_dalai_lama_gray.jpg': {
    small: 22,
    webp: 22,
    why: 'single rows of black and white: any two filters make different greys of them',
  },
  'gif-first-frame-smaller.gif': {
    webp: 45,
    frames: 45,
    why: 'single columns of red and green, which a WebP mixes',
  },
};

/** Files that Chromium shows and we refuse, with the reason. */
export const refusedThoughShown: Readonly<Record<string, string>> = {
  'invalid_multiframe.gif': 'Chromium plays the frames before an invalid block',
  'truncated.gif': 'Chromium plays what has arrived',
};

const noTiff =
  'Chromium reads no TIFF; the corpus test of @darkroom/imaging compares these with a plain call of sharp';

/** Files that are processed although Chromium cannot show them. */
export const notShown: Readonly<Record<string, string>> = {
  '1bit.tif': noTiff,
  'G31D_MULTI.TIF': noTiff,
  'cielab-dagams.tiff': noTiff,
  'subsampled.tif': noTiff,
};
