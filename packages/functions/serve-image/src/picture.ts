import { createHash } from 'node:crypto';
import { type ImageRecord, type Original, onDemandKey, type Variant } from '@darkroom/catalog';
import { type Address, canonicalText, type Extension, presetsScope } from '@darkroom/image-url';
import {
  fileType,
  isAnimated,
  type OutputFormat,
  outputSize,
  presetRecipe,
  type Recipe,
  type Size,
  transformRecipe,
} from '@darkroom/imaging';
import type { Delivery, Preset, Presets } from '@darkroom/pipeline-config';
import { z } from 'zod';
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
  const { variant } = wanted;
  const negotiated = address.extension === undefined && wanted.fixed === undefined;
  const stored = variant && { key: variant.key, format: variant.format, scope: presetsScope, negotiated };
  // Of a newer version in the making, and of one that failed, the original is not what the variants were made of.
  const { original, version } = image;
  if (image.status !== 'ready' || version === undefined || !original) {
    const isOther = address.extension !== undefined && formatOf[address.extension] !== variant?.format;
    return stored && !isOther ? stored : 'in the making';
  }
  const size = variant ?? outputSize(wanted.recipe, original);
  const format = affordable(candidates(address.extension, wanted, accept, original), size, delivery);
  if (stored?.format === format) return stored;
  checkSize(size, delivery);
  const digest = digestOf(wanted.source, format);
  return {
    key: onDemandKey({ id: image.id, version, digest, extension: fileType[format].extension }),
    format,
    recipe: wanted.recipe,
    scope: `t/${digest}`,
    negotiated,
  };
}

/** What an address stands for, whatever the format. */
interface Wanted {
  readonly recipe: Recipe;
  /** All that the bytes depend on beside the original. */
  readonly source: Preset | string;
  readonly variant?: Variant & { readonly format: OutputFormat };
  /** The format that is not left to the browser. */
  readonly fixed?: OutputFormat | undefined;
}

function wantedPreset(name: string, presets: Presets, { variants }: ImageRecord): Wanted {
  const preset = presets[name];
  if (!preset) {
    const names = Object.keys(presets).join(', ');
    throw new Problem(404, 'UnknownPreset', `There is no preset ${name}. There are ${names}.`);
  }
  const made = variants.find((variant) => variant.preset === name);
  const variant = made && { ...made, format: outputFormatSchema.parse(made.format) };
  return {
    recipe: presetRecipe(preset),
    source: preset,
    ...(variant && { variant }),
    // Whoever chose PNG or GIF wants every pixel.
    fixed: negotiable.includes(preset.format) ? undefined : (variant?.format ?? 'png'),
  };
}

function wantedTransform(text: string, { focalPoint }: ImageRecord): Wanted {
  const source = canonicalText(text);
  const recipe = transformRecipe(source, focalPoint);
  // A new focal point makes another picture of it.
  const isOwn = focalPoint && source.split('-').includes('focus_own');
  return { recipe, source: isOwn ? `${source} ${focalPoint.x} ${focalPoint.y}` : source };
}

const negotiable: readonly string[] = ['webp', 'avif', 'jpeg'];

const outputFormatSchema = z.enum(['jpeg', 'png', 'webp', 'avif', 'gif']);

/** Best first, at least one. */
function candidates(
  extension: Extension | undefined,
  { fixed, recipe }: Wanted,
  accept: string,
  original: Original,
): OutputFormat[] {
  if (extension !== undefined) return [formatOf[extension]];
  if (fixed !== undefined) return [fixed];
  return acceptedFormats(accept, {
    moves: recipe.animated && isAnimated(original),
    hasAlpha: original.hasAlpha || recipe.radius !== undefined,
  });
}

/** AVIF takes longest to make: a large one becomes WebP, asked for by name or not. */
function affordable(
  formats: readonly OutputFormat[],
  { width, height }: Size,
  { maxAvifPixels }: Delivery,
): OutputFormat {
  const [best = 'webp'] = formats.filter((format) => format !== 'avif' || width * height <= maxAvifPixels);
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

function digestOf(recipe: Preset | string, format: OutputFormat): string {
  return createHash('sha256')
    .update(JSON.stringify([recipe, format]))
    .digest('hex')
    .slice(0, 32);
}
