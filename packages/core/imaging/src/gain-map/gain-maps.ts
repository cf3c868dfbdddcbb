import { frame } from '../frame.ts';
import type { ImageMetadata } from '../inspect.ts';
import { openImage, openPixels, type Pixels, samplesOf } from '../libvips.ts';
import type { VariantPlan } from '../plan.ts';
import type { Size } from '../size.ts';
import { turned, turnOfOrientation } from '../upright.ts';
import { otherPictures } from './find-gain-map.ts';
import { type Parameters, parametersOf } from './parameters.ts';
import { type GainMapFile, gainMapFile } from './write-gain-map.ts';

/** Makes the gain map of a still picture, cut and scaled like it; `undefined` where that cannot be. */
export type GainMaps = (plan: VariantPlan) => Promise<GainMapFile | undefined>;

/** Gains change slowly: phones store a quarter of the picture's sides. */
const scale = 1 / 2;
const quality = 85;

/**
 * The HDR of a JPEG: a second picture that says how much brighter than the first each place is. It is decoded once, to the
 * size of the decoded picture. One that is broken is left out: the picture is right without it.
 */
export async function gainMapsOf(
  bytes: Buffer,
  metadata: ImageMetadata,
  size: Size,
): Promise<GainMaps | undefined> {
  try {
    for (const file of otherPictures(bytes)) {
      const parameters = parametersOf(file);
      if (!parameters) continue;
      const map = await decodeMap(file, bytes, metadata, size);
      return map && ((plan) => mapOf(map, parameters, plan).catch(() => undefined));
    }
  } catch {
    // as without one
  }
  return undefined;
}

interface GainMap {
  readonly pixels: Pixels;
  readonly isGrey: boolean;
}

async function decodeMap(
  file: Buffer,
  picture: Buffer,
  { coding: { stored } }: ImageMetadata,
  { width, height }: Size,
): Promise<GainMap | undefined> {
  const header = await openImage(file, { limitInputPixels: false }).metadata();
  // A larger one, or one that is put together in memory, would cost what nobody has foretold.
  if (header.isProgressive) return undefined;
  if (header.format !== 'jpeg' || header.width > stored.width || header.height > stored.height)
    return undefined;
  const { orientation } = await openImage(picture, { limitInputPixels: false }).metadata();
  const opened = openImage(file, { ignoreIcc: true, limitInputPixels: header.width * header.height });
  const turn = turnOfOrientation(orientation ?? 1);
  const sized = (turn ? turned(opened, turn) : opened).resize(width, height, { fit: 'fill' });
  return { pixels: await samplesOf(sized, 'srgb'), isGrey: header.channels === 1 };
}

async function mapOf(
  { pixels, isGrey }: GainMap,
  parameters: Parameters,
  plan: VariantPlan,
): Promise<GainMapFile | undefined> {
  const { window, width, height, scaled } = plan;
  // A window that is searched for lies elsewhere in the map, and of bars nobody knows the gain.
  if (typeof window === 'string' || width > scaled.width || height > scaled.height) return undefined;
  const framed = openPixels(await samplesOf(frame(openPixels(pixels), plan), 'srgb'));
  const half = (side: number) => Math.max(1, Math.round(side * scale));
  const small = framed.resize(half(width), half(height), { fit: 'fill' });
  const jpeg = await (isGrey ? small.toColourspace('b-w') : small).jpeg({ quality }).toBuffer();
  return gainMapFile(jpeg, parameters);
}
