import type { Sharp } from 'sharp';
import { bitmapPixels } from './bmp/bitmap-pixels.ts';
import { bufferOf } from './buffer-of.ts';
import { type Gamut, isWide } from './colour/gamut.ts';
import { hasCodePoints, signalOfProfile } from './colour/icc-profile.ts';
import type { ColourSignal } from './colour/signal.ts';
import { toDisplay } from './colour/to-display.ts';
import { isHarmlessWarning } from './formats/jpeg.ts';
import { decodeHevc } from './hevc/decode-hevc.ts';
import type { ImageMetadata } from './inspect.ts';
import { asPng } from './jxl/as-png.ts';
import { openPixels, openPremultiplied, type Pixels, samplesOf } from './libvips.ts';
import type { Size } from './size.ts';
import { openSource, type Source } from './source.ts';
import { turned } from './upright.ts';

/**
 * The pixels of the first frame or page at a given size, upright, with 8 bits a channel: in sRGB, or in Display P3 if that
 * is wanted and the original is wider than sRGB.
 */
export async function decode(
  source: Source,
  metadata: ImageMetadata,
  size: Size,
  wanted: Gamut = 'srgb',
): Promise<Pixels> {
  if (source.jxl) {
    const png = await asPng(source, source.jxl, metadata);
    return pixelsOf(png.source, png.metadata, size, wanted);
  }
  try {
    return await pixelsOf(source, metadata, size, wanted);
  } catch (error) {
    if (!source.strict || !isHarmlessWarning(error)) throw error;
    return pixelsOf({ ...source, strict: false }, metadata, size, wanted);
  }
}

async function pixelsOf(
  source: Source,
  metadata: ImageMetadata,
  { width, height }: Size,
  wanted: Gamut,
): Promise<Pixels> {
  const limitInputPixels = metadata.width * metadata.height;
  const options = { limitInputPixels, failOn: source.strict ? 'warning' : 'error' } as const;
  const profiled = openSource(source, options);
  const colour = source.colour ?? (await profiledColour(profiled, metadata, source, wanted));
  const byLibvips = () => (colour ? openSource(source, { ...options, ignoreIcc: true }) : profiled);
  const opened = (await decodedHere(source, metadata)) ?? byLibvips();
  const in8Bits = spacesOf16Bits[metadata.colourSpace];
  const space = colour && in8Bits ? 'rgb16' : 'srgb';
  // Alpha must be divided out before neighbouring pixels are mixed.
  const image = source.premultiplied ? openPremultiplied(await samplesOf(opened, space)) : opened;
  const sized = upright(image, source).resize(width, height, { fit: 'fill' });
  if (colour) {
    const samples = await samplesOf(sized, space);
    const gamut = isWide(colour) ? wanted : 'srgb';
    return { ...samples, data: toDisplay(samples, colour, gamut), gamut };
  }
  // By default sharp ignores profiles of 16-bit greys, and gives other 16-bit images in Display P3.
  return samplesOf(in8Bits ? sized.pipelineColourspace(in8Bits) : sized, 'srgb');
}

/** libvips's names of the 16-bit spaces, and of the same spaces with 8 bits. */
const spacesOf16Bits: Readonly<Record<string, 'srgb' | 'b-w'>> = { rgb16: 'srgb', grey16: 'b-w' };

/** What libvips does not decode is decoded here, and has no profile then. */
async function decodedHere(source: Source, metadata: ImageMetadata): Promise<Sharp | undefined> {
  if (source.isHevc) return openPixels(await decodeHevc(source, metadata));
  return source.bitmap && openPixels(bitmapPixels(bufferOf(source.bytes), source.bitmap));
}

/** The profile of an image if lcms applies it less exactly than we do, or not at all (`icc-profile.ts`). */
async function profiledColour(
  image: Sharp,
  { colourSpace }: ImageMetadata,
  { premultiplied, isHevc, bitmap }: Source,
  wanted: Gamut,
): Promise<ColourSignal | undefined> {
  if (bitmap) return undefined;
  const { icc } = await image.metadata();
  if (!icc) return undefined;
  const isGrey = colourSpace === 'b-w' || colourSpace === 'grey16';
  const isOurs = isGrey || colourSpace in spacesOf16Bits || premultiplied || hasCodePoints(icc) || isHevc;
  if (isOurs) return signalOfProfile(icc, isGrey || isHevc === true); // HEVC's decoder gives greys as colours
  const colour = wanted === 'p3' && colourSpace === 'srgb' ? signalOfProfile(icc, false) : undefined;
  return colour && isWide(colour) ? colour : undefined;
}

function upright(image: Sharp, { turn }: Source): Sharp {
  return turn ? turned(image, turn) : image.autoOrient();
}
