import type { ImageMetadata } from '../inspect.ts';
import { type Size, scaleBy } from '../size.ts';

/**
 * The size in which a picture leaves its decoder when `wanted` pixels are made from it, lying as it is stored: libjpeg
 * gives a half, a quarter or an eighth of it, libwebp any size. As sharp decides (pipeline.cc, `shouldPreShrink`).
 */
export function sizeOnLoad({ format, width, coding: { stored } }: ImageMetadata, wanted: Size): Size {
  const lies = stored.width !== width; // and is turned by a quarter when it is shown
  const shrink = Math.min(
    stored.width / (lies ? wanted.height : wanted.width),
    stored.height / (lies ? wanted.width : wanted.height),
  );
  if (format === 'webp' && shrink > 1) return scaleBy(stored, 1 / shrink);
  if (format !== 'jpeg') return stored;
  const factor = jpegFactor(shrink);
  return { width: Math.ceil(stored.width / factor), height: Math.ceil(stored.height / factor) };
}

/** One step less where the picture would then come out as it is wanted: libjpeg rounds. */
function jpegFactor(shrink: number): 1 | 2 | 4 | 8 {
  if (shrink >= 9) return 8;
  if (shrink >= 5) return 4;
  return shrink >= 3 ? 2 : 1;
}
