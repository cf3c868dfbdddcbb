import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Sharp } from 'sharp';
import { animationOpener } from './animation.ts';
import { blameImage, blameVariant } from './blame.ts';
import { bufferOf } from './buffer-of.ts';
import type { Gamut } from './colour/gamut.ts';
import { decode } from './decode.ts';
import { decodedSize } from './decoded-size.ts';
import { sourceOf } from './formats/source-of.ts';
import { frame } from './frame.ts';
import { freeMemory } from './free-memory.ts';
import { directoryProperties } from './gain-map/gain-map-xmp.ts';
import { gainMapsOf } from './gain-map/gain-maps.ts';
import { type GainMapFile, withGainMap } from './gain-map/write-gain-map.ts';
import { withGifXmp } from './gif-xmp.ts';
import type { ImageMetadata } from './inspect.ts';
import { isDrawn } from './is-drawn.ts';
import { avifOf, type LeftOut, without } from './left-out.ts';
import type { Pixels } from './libvips.ts';
import { encoded, fileType, type OutputFormat } from './output-format.ts';
import { perceptualHash } from './perceptual-hash.ts';
import { makePlaceholder, miniature, type Placeholder } from './placeholder.ts';
import type { VariantPlan } from './plan.ts';
import { encodeToTarget } from './quality/encode-to-target.ts';
import type { FoundQuality } from './quality/find-quality.ts';
import { isGraded } from './quality/typical-quality.ts';
import { avifOrReason, lateEncodersEnd } from './render-avif.ts';
import { type Rights, rightsProperties } from './rights.ts';
import { area } from './size.ts';
import { stillPictures } from './still-pictures.ts';
import { colourIn, inGamut, tagged } from './tagged.ts';
import { withPngXmp } from './write-png-xmp.ts';
import { xmpPacket } from './xmp-packet.ts';

export interface RenderedVariant {
  readonly preset: string;
  readonly format: OutputFormat;
  readonly contentType: string;
  readonly extension: string;
  /** Pixels; of one frame if there are several. */
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array;
  /** Of a plan with a target. */
  readonly quality?: FoundQuality;
}

export interface Rendered {
  readonly variants: RenderedVariant[];
  readonly leftOut: readonly LeftOut[];
  readonly placeholder: Placeholder;
  /** See `perceptual-hash.ts`. */
  readonly perceptualHash?: string;
}

/**
 * Makes every planned variant from one decode. The original is decoded once, at the largest size any variant needs,
 * upright and in sRGB or Display P3; every still variant is cut and encoded from those pixels. Of the original's metadata only `rights`
 * is kept. AVIF come last: what fails, or is not made `timeMs` after the start, is left out. No search for a quality goes
 * on after that.
 * Throws `Corrupt` if the header promised more than the file contains, `Unrenderable` if a variant cannot be made, and
 * `RenderFault` if another try may succeed.
 */
export async function render(
  bytes: Uint8Array,
  metadata: ImageMetadata,
  plans: readonly VariantPlan[],
  options: {
    readonly rights?: Rights;
    readonly timeMs?: number;
    readonly gamut?: Gamut;
    readonly hdr?: 'keep' | 'drop';
    /** Told of each variant as soon as it is made, while others still are, and when that began. */
    readonly onVariant?: (variant: RenderedVariant, began: Date) => void;
  } = {},
): Promise<Rendered> {
  const { timeMs, rights, gamut, onVariant = () => {} } = options;
  const time = timeMs === undefined ? undefined : { ms: timeMs, until: performance.now() + timeMs };
  const hasTime = (ms: number) => time === undefined || performance.now() + ms < time.until;
  await lateEncodersEnd();
  freeMemory();
  const source = sourceOf(bytes);
  const pixels = await decode(source, metadata, decodedSize(metadata, plans), gamut).catch(blameImage);
  const moves = plans.some(({ animated }) => animated);
  const openAnimation = moves && (await animationOpener(source, metadata).catch(blameImage));
  const gainMaps =
    options.hdr === 'keep' && source.kind === 'jpeg'
      ? await gainMapsOf(bufferOf(bytes), metadata, pixels)
      : undefined;
  const still = stillPictures(pixels, plans);
  const drawn = isDrawn(pixels);
  const limit = pLimit(availableParallelism()); // Lambda: one vCPU per 1,769 MB of memory
  const make = async (plan: VariantPlan) => {
    const open = () => (plan.animated && openAnimation ? frame(openAnimation(), plan) : still(plan));
    const own = plan.animated ? 'srgb' : pixels.gamut;
    const gainMap = plan.format === 'jpeg' ? await gainMaps?.(plan) : undefined;
    const encoding = { rights, isDrawn: drawn, gamut: own, gainMap };
    return renderVariant(await open(), plan, encoding, hasTime);
  };
  const blamed = async (plan: VariantPlan) => {
    const began = new Date();
    const blame = plan.animated ? blameImage : blameVariant(`the variant ${plan.preset}`);
    const variant = await make(plan).catch(blame);
    onVariant(variant, began);
    return variant;
  };

  const avif = avifOf(plans);
  // The largest first, so that no processor waits for another's at the end.
  const others = plans
    .filter(({ format }) => format !== 'avif')
    .sort((a, b) => area(b) - area(a))
    .map((plan) => limit(blamed, plan));
  const small = limit(summary, pixels).catch(blameVariant('a placeholder'));
  await Promise.allSettled([small, ...others]); // none is still at work, and holds memory, when the next image comes
  const [summarized, ...variants] = await Promise.all([small, ...others]);

  const tryAvif = async (plan: VariantPlan) => {
    const began = new Date();
    const result = await avifOrReason(plan, () => make(plan), time);
    if ('made' in result) onVariant(result.made, began);
    return result;
  };
  const tried = await Promise.all(avif.map((plan) => limit(tryAvif, plan)));
  const leftOut = tried.flatMap((result) => ('leftOut' in result ? [result.leftOut] : []));
  let kept = plans;
  for (const [index, plan] of avif.entries())
    if ('leftOut' in (tried[index] ?? {})) kept = without(kept, plan);
  const instead = kept.filter((plan) => !plans.includes(plan)).map((plan) => limit(blamed, plan));
  await Promise.allSettled(instead);
  const made = tried.flatMap((result) => ('made' in result ? [result.made] : []));
  const all = [...variants, ...made, ...(await Promise.all(instead))];
  return { variants: inOrder(all, kept), leftOut, ...summarized };
}

/** Of the plans. */
function inOrder(variants: readonly RenderedVariant[], plans: readonly VariantPlan[]): RenderedVariant[] {
  const place = (variant: RenderedVariant) =>
    plans.findIndex(({ preset, format }) => preset === variant.preset && format === variant.format);
  return variants.toSorted((a, b) => place(a) - place(b));
}

/** What is known of a picture without showing it. */
async function summary(pixels: Pixels): Promise<Pick<Rendered, 'placeholder' | 'perceptualHash'>> {
  const small = inGamut(
    { ...(await miniature(pixels)), ...(pixels.gamut && { gamut: pixels.gamut }) },
    'srgb',
  );
  const hash = await perceptualHash(small);
  return { placeholder: await makePlaceholder(small), ...(hash !== undefined && { perceptualHash: hash }) };
}

async function renderVariant(
  image: Sharp,
  plan: VariantPlan,
  options: EncodeOptions,
  hasTime: (ms: number) => boolean,
): Promise<RenderedVariant> {
  const { preset, format, target, width, height } = plan;
  const variant = { preset, format, ...fileType[format], width, height };
  if (target === undefined || !isGraded(format))
    return { ...variant, bytes: await encodePicture(image, plan, options) };
  const { file, quality } = await encodeToTarget(
    opaqueIn(format, image, plan, options),
    { format, target, isDrawn: options.isDrawn },
    (picture, value) => encodePicture(picture, { ...plan, quality: value }, options),
    hasTime,
  );
  return { ...variant, bytes: file, quality };
}

export interface EncodeOptions {
  readonly rights?: Rights | undefined;
  /** See `is-drawn.ts`. */
  readonly isDrawn: boolean;
  /** Of the picture; sRGB without. */
  readonly gamut?: Gamut | undefined;
  /** Of a JPEG. */
  readonly gainMap?: GainMapFile | undefined;
}

type EncodedPlan = Pick<VariantPlan, 'format' | 'quality' | 'palette' | 'background'>;

/** The file of a finished picture. */
export async function encodePicture(
  image: Sharp,
  plan: EncodedPlan,
  options: EncodeOptions,
): Promise<Buffer> {
  const { rights = {}, isDrawn, gamut = 'srgb', gainMap } = options;
  const { format } = plan;
  const opaque = await tagged(opaqueIn(format, image, plan, options), gamut, format);
  const told = [rightsProperties(rights), gainMap && directoryProperties(gainMap.bytes.length)].filter(
    (properties) => properties !== undefined,
  );
  const file = await withXmp(opaque, plan, isDrawn, told.length > 0 ? xmpPacket(...told) : undefined);
  return gainMap ? withGainMap(file, gainMap) : file;
}

/** Without transparency if the format has none. */
function opaqueIn(
  format: OutputFormat,
  image: Sharp,
  { background }: EncodedPlan,
  { gamut = 'srgb' }: EncodeOptions,
): Sharp {
  return format === 'jpeg' ? image.flatten({ background: colourIn(gamut, background) }) : image;
}

async function withXmp(
  image: Sharp,
  plan: EncodedPlan,
  isDrawn: boolean,
  xmp: string | undefined,
): Promise<Buffer> {
  if (xmp === undefined) return encoded(image, plan, isDrawn);
  const embed = embedders[plan.format];
  if (embed) return embed(await encoded(image, plan, isDrawn), xmp);
  return encoded(image.withXmp(xmp), plan, isDrawn);
}

/** Where libvips writes no XMP, or not by the book. */
const embedders: Partial<Record<OutputFormat, (file: Buffer, xmp: string) => Buffer>> = {
  gif: withGifXmp,
  png: withPngXmp,
};
