import { blameVariant } from '../blame.ts';
import { bufferOf } from '../buffer-of.ts';
import { type Budget, checkCost } from '../cost/check-cost.ts';
import type { Cost } from '../cost/cost.ts';
import { costOf } from '../cost/cost-of.ts';
import { decode } from '../decode.ts';
import { ImageError } from '../errors.ts';
import { sourceOf } from '../formats/source-of.ts';
import { type ImageMetadata, inspect } from '../inspect.ts';
import { openPixels, type Pixels, samplesOf } from '../libvips.ts';
import { planPicture } from '../plan.ts';
import { area, type Size } from '../size.ts';
import { inGamut } from '../tagged.ts';
import { InvalidTransform } from './invalid-transform.ts';
import type { Overlay } from './recipe.ts';

/** An overlay's file, looked at and found to be affordable. */
export interface OverlayFile {
  readonly bytes: Uint8Array;
  readonly metadata: ImageMetadata;
  /** What it is scaled to. */
  readonly size: Size;
  /** Of decoding, scaling and laying it over the picture. */
  readonly cost: Cost;
}

/** Nanoseconds and bytes of a pixel of the picture that something is laid over. */
const blended = { nanoseconds: 60, bytes: 8 };

/** Looks at an overlay before anything is decoded. Throws `InvalidTransform` for a file that will not do. */
export async function inspectOverlay(
  { name, width }: Overlay,
  bytes: Uint8Array,
  picture: Size,
  budget: Budget,
): Promise<OverlayFile> {
  try {
    const metadata = await inspect(bytes, { maxBytes: bytes.byteLength, maxFrames: 1 });
    const box = { width: Math.max(1, Math.round(width * picture.width)), height: picture.height };
    const plan = planPicture(
      'overlay',
      { ...box, fit: 'inside', focus: 'center', background: '#00000000', enlarge: true },
      'png',
      metadata,
      false,
    );
    checkCost(metadata, [plan], budget);
    const { bytes: held, seconds } = costOf(metadata, [plan]);
    return {
      bytes,
      metadata,
      size: { width: plan.width, height: plan.height },
      cost: {
        bytes: held + blended.bytes * area(picture),
        seconds: seconds + 1e-9 * blended.nanoseconds * area(picture),
      },
    };
  } catch (error) {
    throw asInvalid(error, name);
  }
}

/** The same picture with an overlay. */
export async function withOverlay(pixels: Pixels, overlay: Overlay, file: OverlayFile): Promise<Pixels> {
  const laid = await laidOver(overlay, file).catch((error: unknown) => {
    throw asInvalid(error, overlay.name);
  });
  const { data, width, height, channels } = inGamut(laid, pixels.gamut);
  const input = {
    input: bufferOf(data),
    raw: { width, height, channels },
  };
  const place = overlay.tiled
    ? { tile: true, gravity: overlay.position }
    : placeOf(overlay.position, laid, pixels);
  return samplesOf(openPixels(pixels).composite([{ ...input, ...place }]), 'srgb');
}

async function laidOver({ opacity }: Overlay, { bytes, metadata, size }: OverlayFile): Promise<Pixels> {
  const decoded = await decode(sourceOf(bytes), metadata, size).catch(blameVariant('the overlay'));
  const withAlpha = await samplesOf(openPixels(decoded).ensureAlpha(), 'srgb');
  return samplesOf(openPixels(withAlpha).linear([1, 1, 1, opacity], [0, 0, 0, 0]), 'srgb');
}

/** Of the shorter side, between an overlay and the picture's edge. */
const margin = 0.02;

function placeOf(position: Overlay['position'], overlay: Size, picture: Size): { left: number; top: number } {
  const edge = Math.round(margin * Math.min(picture.width, picture.height));
  const place = (room: number, isStart: boolean, isEnd: boolean) => {
    if (isStart) return Math.min(edge, room);
    return isEnd ? Math.max(0, room - edge) : Math.floor(room / 2);
  };
  return {
    left: place(picture.width - overlay.width, position.endsWith('west'), position.endsWith('east')),
    top: place(picture.height - overlay.height, position.startsWith('north'), position.startsWith('south')),
  };
}

/** The overlay is at fault, not the image that it is for. */
function asInvalid(error: unknown, name: string): unknown {
  if (!(error instanceof ImageError)) return error;
  return new InvalidTransform(`The overlay ${name} can not be used. ${error.message}`, { cause: error });
}
