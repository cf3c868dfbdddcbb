import { createHash } from 'node:crypto';
import { type ImageRecord, isInFocus, type Original, onDemandKey, type Variant } from '@darkroom/catalog';
import { type Address, canonicalText, type Extension, presetsScope } from '@darkroom/image-url';
import {
  boxed,
  fileType,
  formatsOf,
  isAnimated,
  moves,
  type OutputFormat,
  outputSize,
  presetRecipe,
  type Recipe,
  type Size,
  transformRecipe,
} from '@darkroom/imaging';
import type { Delivery, Presets } from '@darkroom/pipeline-config';
import * as z from 'zod';
import { acceptedFormats } from './accepted-formats.ts';
import type { Dependencies } from './dependencies.ts';
import { Problem } from './problem.ts';

/** The one file that answers a request. */
export interface Picture {
  /** In the variants bucket. */
  readonly key: string;
  readonly format: OutputFormat;
  /** How it is made when it is not there; absent of a variant, which always is. */
  readonly recipe?: Recipe;
  /** Whether the configuration asks for it: then it is made however many transforms there are. */
  readonly isPreset?: boolean;
  /** The same for the focal point of before, for where it cannot be made. */
  readonly instead?: Picture;
  /** Of the signature that opens the file by its key. */
  readonly scope: string;
  /** Whether the Accept header decided. */
  readonly negotiated: boolean;
}

const formatOf: Readonly<Record<Extension, OutputFormat>> = {
  jpg: 'jpeg',
  png: 'png',
  webp: 'webp',
  avif: 'avif',
  gif: 'gif',
};
/** Chooses what answers an address. Throws a `Problem`: `UnknownPreset`, `InvalidTransform`, `TooLarge`. */
export function pictureOf(
  address: Exclude<Address, { kind: 'stored' }>,
  image: ImageRecord,
  accept: string,
  { presets, delivery }: Pick<Dependencies, 'presets' | 'delivery'>,
): Picture | 'in the making' {
  const wanted =
    address.kind === 'preset'
      ? wantedPreset(address.preset, presets, image)
      : wantedTransform(address.transform, image);
  const { variants, formats, outOfFocus = [] } = wanted;
  const { extension } = address;
  const asked = extension && formatOf[extension];
  const negotiated = asked === undefined && (formats?.some((format) => isModern(format)) ?? true);
  const stored = ({ key, format }: StoredVariant) => ({ key, format, scope: presetsScope, negotiated });
  // Of a newer version in the making, and of one that failed, the original is not what the variants were made of.
  const { original, version } = image;
  if (image.status !== 'ready' || version === undefined || !original) {
    const kept = bestStored(variants, asked, accept);
    return kept ? stored(kept) : 'in the making';
  }
  const size = variants[0] ?? outputSize(wanted.recipe, original);
  const mayBeAvif = size.width * size.height <= delivery.maxAvifPixels;
  const variantIn = (format: OutputFormat) => variants.find((variant) => variant.format === format);
  // AVIF takes longest to make: a large one that is not there becomes WebP, asked for by name or not.
  const [format = 'webp'] = (asked ? [asked] : candidates(wanted, accept, original)).filter(
    (candidate) => candidate !== 'avif' || mayBeAvif || variantIn(candidate),
  );
  const variant = variantIn(format);
  if (variant) return stored(variant);
  const before = bestStored(outOfFocus, asked, accept);
  const instead = before && stored(before);
  if (instead && size.width * size.height > delivery.maxPixels) return instead;
  checkSize(size, delivery);
  const { recipe, source } = inQualityOf(outOfFocus, wanted, format);
  const digest = digestOf(source, format);
  return {
    key: onDemandKey({ id: image.id, version, digest, extension: fileType[format].extension }),
    format,
    recipe,
    isPreset: address.kind === 'preset',
    ...(instead && { instead }),
    scope: `t/${digest}`,
    negotiated,
  };
}

type StoredVariant = Variant & { readonly format: OutputFormat };

/** What an address stands for, whatever the format. */
interface Wanted {
  readonly recipe: Recipe;
  /** All that the bytes depend on beside the original. */
  readonly source: Recipe['box'] | string;
  readonly variants: readonly StoredVariant[];
  /** Those that were made for another focal point. */
  readonly outOfFocus?: readonly StoredVariant[];
  /** Of a preset; a transform is made in all that a browser may like. */
  readonly formats?: readonly OutputFormat[];
}

function wantedPreset(name: string, presets: Presets, image: ImageRecord): Wanted {
  const preset = presets[name];
  if (!preset) {
    const names = Object.keys(presets).join(', ');
    throw new Problem(404, 'UnknownPreset', `There is no preset ${name}. There are ${names}.`);
  }
  const all = image.variants
    .filter((variant) => variant.preset === name)
    .map((variant) => ({ ...variant, format: outputFormatSchema.parse(variant.format) }));
  // Where the focal point is elsewhere now, another picture is made. What is being replaced stays as it is.
  const variants = all.filter((variant) => image.status !== 'ready' || isInFocus(variant, image));
  const outOfFocus = all.filter((variant) => !variants.includes(variant));
  // An image of before a format was added gets that when a browser likes it.
  const configured = image.original ? formatsOf(preset, image.original) : [];
  const isLeftOut = (format: OutputFormat) =>
    image.leftOut?.some((missing) => missing.preset === name && missing.format === format);
  const wanted = configured.filter((format) => !isLeftOut(format));
  const formats = [...new Set([...variants.map(({ format }) => format), ...wanted])];
  const recipe = presetRecipe(preset, image.focalPoint);
  return { recipe, source: recipe.box, variants, outOfFocus, formats };
}

/**
 * With the quality that was found for the preset's target when the image came. Nobody waits here for a search: a format
 * without one has the quality that most photographs need.
 */
function inQualityOf(before: readonly StoredVariant[], wanted: Wanted, format: OutputFormat) {
  const found = before.find((variant) => variant.format === format)?.quality;
  if (!found) return wanted;
  const recipe = boxed(wanted.recipe, { quality: found.value });
  return { recipe, source: recipe.box };
}

function wantedTransform(text: string, { focalPoint }: ImageRecord): Wanted {
  const source = canonicalText(text);
  const recipe = transformRecipe(source, focalPoint);
  // A new focal point makes another picture of it.
  const isOwn = focalPoint && source.split('-').includes('focus_own');
  return { recipe, source: isOwn ? `${source} ${focalPoint.x} ${focalPoint.y}` : source, variants: [] };
}

const outputFormatSchema = z.enum(['jpeg', 'png', 'webp', 'avif', 'gif']);

function isModern(format: OutputFormat): boolean {
  return format === 'avif' || format === 'webp';
}

/** Best first, at least one: the last is for every client. */
function candidates({ formats, recipe }: Wanted, accept: string, original: Original): OutputFormat[] {
  const canMove = formats?.some((format) => moves(original, format)) ?? isAnimated(original);
  const accepted = acceptedFormats(accept, {
    moves: recipe.animated && canMove,
    hasAlpha: original.hasAlpha || recipe.radius !== undefined,
  });
  if (!formats) return accepted;
  const old = formats.find((format) => !isModern(format)) ?? accepted.at(-1) ?? 'jpeg';
  return [...accepted.filter((format) => formats.includes(format) && format !== old), old];
}

/** Something is better than nothing, whatever the client says. */
function bestStored(
  variants: readonly StoredVariant[],
  asked: OutputFormat | undefined,
  accept: string,
): StoredVariant | undefined {
  if (asked) return variants.find(({ format }) => format === asked);
  const accepted = acceptedFormats(accept, { moves: false, hasAlpha: false });
  const order = [...new Set<OutputFormat>([...accepted, 'png', 'gif', 'webp', 'avif'])];
  const [best] = variants.toSorted((a, b) => order.indexOf(a.format) - order.indexOf(b.format));
  return best;
}

function checkSize({ width, height }: Size, { maxPixels }: Delivery): void {
  if (width * height <= maxPixels) return;
  throw new Problem(
    400,
    'TooLarge',
    `The picture would be ${width} × ${height}, more pixels than delivery.maxPixels ${maxPixels}.`,
  );
}

function digestOf(recipe: Wanted['source'], format: OutputFormat): string {
  return createHash('sha256')
    .update(JSON.stringify([recipe, format]))
    .digest('hex')
    .slice(0, 32);
}
