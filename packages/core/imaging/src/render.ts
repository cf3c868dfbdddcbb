import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Sharp } from 'sharp';
import { animationOpener } from './animation.ts';
import { blameImage, blameVariant } from './blame.ts';
import { decode } from './decode.ts';
import { decodedSize } from './decoded-size.ts';
import { sourceOf } from './formats/source-of.ts';
import { frame } from './frame.ts';
import { freeMemory } from './free-memory.ts';
import { withGifXmp } from './gif-xmp.ts';
import type { ImageMetadata } from './inspect.ts';
import type { Pixels } from './libvips.ts';
import { encoded, fileType, type OutputFormat } from './output-format.ts';
import { perceptualHash } from './perceptual-hash.ts';
import { makePlaceholder, miniature, type Placeholder } from './placeholder.ts';
import type { VariantPlan } from './plan.ts';
import { type Rights, rightsXmp } from './rights.ts';
import { stillPictures } from './still-pictures.ts';
import { withPngXmp } from './write-png-xmp.ts';

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
  /** See `perceptual-hash.ts`. */
  readonly perceptualHash?: string;
}

/**
 * Makes every planned variant from one decode. The original is decoded once, at the largest size any variant needs,
 * upright and in sRGB; every still variant is cut and encoded from those pixels. Of the original's metadata only `rights`
 * is kept.
 * Throws `Corrupt` if the header promised more than the file contains, `Unrenderable` if a variant cannot be made, and
 * `RenderFault` if another try may succeed.
 */
export async function render(
  bytes: Uint8Array,
  metadata: ImageMetadata,
  plans: readonly VariantPlan[],
  options: { readonly rights?: Rights } = {},
): Promise<Rendered> {
  freeMemory();
  const source = sourceOf(bytes);
  const pixels = await decode(source, metadata, decodedSize(metadata, plans)).catch(blameImage);
  const moves = plans.some(({ animated }) => animated);
  const openAnimation = moves && (await animationOpener(source, metadata).catch(blameImage));
  const still = stillPictures(pixels, plans);
  const limit = pLimit(availableParallelism()); // Lambda: one vCPU per 1,769 MB of memory
  const variants = plans.map((plan) => {
    const open = () => (plan.animated && openAnimation ? frame(openAnimation(), plan) : still(plan));
    const blame = plan.animated ? blameImage : blameVariant(`the variant ${plan.preset}`);
    return limit(async () => renderVariant(await open(), plan, options.rights)).catch(blame);
  });
  const small = limit(async () => summary(pixels)).catch(blameVariant('a placeholder'));
  await Promise.allSettled([small, ...variants]); // none is still at work, and holds memory, when the next image comes
  const [summarized, ...rendered] = await Promise.all([small, ...variants]);
  return { variants: rendered, ...summarized };
}

/** What is known of a picture without showing it. */
async function summary(pixels: Pixels): Promise<Omit<Rendered, 'variants'>> {
  const small = await miniature(pixels);
  const hash = await perceptualHash(small);
  return { placeholder: await makePlaceholder(small), ...(hash !== undefined && { perceptualHash: hash }) };
}

async function renderVariant(
  image: Sharp,
  plan: VariantPlan,
  rights: Rights | undefined,
): Promise<RenderedVariant> {
  const { preset, format, width, height } = plan;
  const bytes = await encodePicture(image, plan, rights);
  return { preset, format, ...fileType[format], width, height, bytes };
}

/** The file of a finished picture. */
export async function encodePicture(
  image: Sharp,
  plan: Pick<VariantPlan, 'format' | 'quality' | 'palette' | 'background'>,
  rights: Rights = {},
): Promise<Buffer> {
  const { format, background } = plan;
  const opaque = format === 'jpeg' ? image.flatten({ background }) : image;
  const xmp = rightsXmp(rights);
  if (xmp === undefined) return encoded(opaque, plan);
  const embed = embedders[format];
  return embed ? embed(await encoded(opaque, plan), xmp) : encoded(opaque.withXmp(xmp), plan);
}

/** Where libvips writes no XMP, or not by the book. */
const embedders: Partial<Record<OutputFormat, (file: Buffer, xmp: string) => Buffer>> = {
  gif: withGifXmp,
  png: withPngXmp,
};
