import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Sharp } from 'sharp';
import { animationOpener } from './animation.ts';
import { copyrightXmp } from './copyright.ts';
import { decode } from './decode.ts';
import { sourceOf } from './formats/source-of.ts';
import type { ImageMetadata } from './inspect.ts';
import { openPixels, throwAsImageError } from './libvips.ts';
import { encode, fileType, type OutputFormat } from './output-format.ts';
import { makePlaceholder, type Placeholder, placeholderSide } from './placeholder.ts';
import { type Size, scaleBy, type VariantPlan } from './plan.ts';

export interface RenderedVariant {
  readonly preset: string;
  readonly format: OutputFormat;
  readonly contentType: string;
  readonly extension: string;
  /** Pixels; of one frame if there are several. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
}

export interface Rendered {
  readonly variants: RenderedVariant[];
  readonly placeholder: Placeholder;
}

/**
 * Makes every planned variant from one decode. The original is decoded once, at the largest size any variant needs,
 * upright and in sRGB; every still variant is cut and encoded from those pixels. None of the original's metadata is kept.
 * Throws `Corrupt` if the header promised more than the file contains.
 */
export async function render(
  bytes: Uint8Array,
  metadata: ImageMetadata,
  plans: readonly VariantPlan[],
  options: { readonly copyright?: string | undefined } = {},
): Promise<Rendered> {
  const source = sourceOf(bytes);
  const pixels = await decode(source, metadata, decodedSize(metadata, plans)).catch(throwAsImageError);
  const openAnimation = await animationOpener(source, metadata).catch(throwAsImageError);
  const limit = pLimit(availableParallelism()); // Lambda: one vCPU per 1,769 MB of memory
  const variants = plans.map((plan) =>
    limit(() =>
      plan.animated
        ? renderVariant(openAnimation(), plan, options.copyright).catch(throwAsImageError)
        : renderVariant(openPixels(pixels), plan, options.copyright),
    ),
  );
  const [placeholder, ...rendered] = await Promise.all([limit(() => makePlaceholder(pixels)), ...variants]);
  return { variants: rendered, placeholder };
}

/** The largest size from which a still variant or the placeholder is made, but never more than the original has. */
function decodedSize(original: Size, plans: readonly VariantPlan[]): Size {
  const smallest = scaleBy(original, placeholderSide / Math.max(original.width, original.height));
  const needed = plans.filter((plan) => !plan.animated).map((plan) => plan.scaled);
  const largest = needed.reduce((a, b) => (area(b) > area(a) ? b : a), smallest);
  return area(largest) < area(original) ? largest : original;
}

function area({ width, height }: Size): number {
  return width * height;
}

async function renderVariant(
  image: Sharp,
  plan: VariantPlan,
  copyright: string | undefined,
): Promise<RenderedVariant> {
  const { preset, format, width, height, quality, background } = plan;
  const framed = frame(image, plan);
  const opaque = format === 'jpeg' ? framed.flatten({ background }) : framed;
  const marked = copyright ? opaque.withXmp(copyrightXmp(copyright)) : opaque;
  const bytes = await encode[format](marked, quality).toBuffer();
  return { preset, format, ...fileType[format], width, height, bytes };
}

/** Scales the whole picture and cuts the plan's window out of it, or extends it to the window. */
function frame(image: Sharp, { scaled, window, width, height, background }: VariantPlan): Sharp {
  if (typeof window === 'string') return image.resize(width, height, { fit: 'cover', position: window });
  const whole = image.resize(scaled.width, scaled.height, { fit: 'fill' });
  const cropped = {
    left: Math.max(0, window.left),
    top: Math.max(0, window.top),
    width: Math.min(width, scaled.width),
    height: Math.min(height, scaled.height),
  };
  const bars = { left: Math.max(0, -window.left), top: Math.max(0, -window.top) };
  return whole.extract(cropped).extend({
    ...bars,
    right: width - cropped.width - bars.left,
    bottom: height - cropped.height - bars.top,
    background,
  });
}
