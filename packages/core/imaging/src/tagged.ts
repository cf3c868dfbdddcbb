import sharp, { type Sharp } from 'sharp';
import { type Gamut, signalOf } from './colour/gamut.ts';
import { toDisplay } from './colour/to-display.ts';
import { openPixels, type Pixels, samplesOf } from './libvips.ts';
import type { OutputFormat } from './output-format.ts';
import { profiledTiff } from './profiled-tiff.ts';

/**
 * A picture that its encoder writes with the profile of its gamut. sharp cannot give raw pixels a profile without converting
 * them, but keeps that of a TIFF. GIFs have none, so they become sRGB.
 */
export async function tagged(image: Sharp, gamut: Gamut, format: OutputFormat): Promise<Sharp> {
  if (gamut === 'srgb') return image;
  const samples = await samplesOf(image, 'srgb');
  if (format === 'gif') return openPixels(inGamut({ ...samples, gamut }, 'srgb'));
  return sharp(profiledTiff(samples, await profileOfP3()), {
    ignoreIcc: true,
    limitInputPixels: false,
  }).keepIccProfile();
}

/** The same picture in a gamut; itself if it is in that already. */
export function inGamut(pixels: Pixels, gamut: Gamut = 'srgb'): Pixels {
  if (gamut === (pixels.gamut ?? 'srgb')) return pixels;
  return { ...pixels, data: toDisplay(pixels, signalOf[pixels.gamut ?? 'srgb'], gamut), gamut };
}

/** A colour such as `#ff000080`, which is of sRGB, in another gamut. */
export function colourIn(gamut: Gamut, colour: string): string {
  const data = Buffer.from(colour.slice(1), 'hex');
  const pixel = inGamut({ data, width: 1, height: 1, channels: data.length === 4 ? 4 : 3 }, gamut);
  return `#${Buffer.from(pixel.data).toString('hex')}`;
}

let profile: Promise<Buffer> | undefined;

/** libvips brings one of 480 bytes. */
function profileOfP3(): Promise<Buffer> {
  profile ??= readProfileOfP3().catch((error: unknown) => {
    profile = undefined; // what failed for one picture may work for the next
    throw error;
  });
  return profile;
}

async function readProfileOfP3(): Promise<Buffer> {
  const pixel = openPixels({ data: new Uint8Array(3), width: 1, height: 1, channels: 3 });
  const { icc } = await sharp(await pixel.withIccProfile('p3').png().toBuffer()).metadata();
  if (!icc) throw new Error('libvips has no profile of Display P3.');
  return icc;
}
