import type { Sharp } from 'sharp';
import type { Gamut } from './colour/gamut.ts';
import type { VariantPlan } from './plan.ts';
import { colourIn } from './tagged.ts';

/** Scales the whole picture and cuts the plan's window out of it, or extends it to the window. */
export function frame(
  image: Sharp,
  { scaled, window, width, height, background }: VariantPlan,
  gamut: Gamut = 'srgb',
): Sharp {
  if (typeof window === 'string') return image.resize(width, height, { fit: 'cover', position: window });
  const whole = image.resize(scaled.width, scaled.height, { fit: 'fill' });
  const cropped = {
    left: Math.max(0, window.left),
    top: Math.max(0, window.top),
    width: Math.min(width, scaled.width),
    height: Math.min(height, scaled.height),
  };
  const isCut = cropped.width < scaled.width || cropped.height < scaled.height;
  const cut = isCut ? whole.extract(cropped) : whole;
  const bars = { left: Math.max(0, -window.left), top: Math.max(0, -window.top) };
  if (width === cropped.width && height === cropped.height) return cut;
  return cut.extend({
    ...bars,
    right: width - cropped.width - bars.left,
    bottom: height - cropped.height - bars.top,
    background: colourIn(gamut, background),
  });
}
