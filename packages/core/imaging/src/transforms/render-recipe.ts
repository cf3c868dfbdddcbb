import type { Sharp } from 'sharp';
import { animationOpener } from '../animation.ts';
import { blameImage, blameVariant } from '../blame.ts';
import type { Gamut } from '../colour/gamut.ts';
import { type Budget, checkCost } from '../cost/check-cost.ts';
import type { Cost } from '../cost/cost.ts';
import { decode } from '../decode.ts';
import { sourceOf } from '../formats/source-of.ts';
import { moves } from '../formats-of.ts';
import { frame } from '../frame.ts';
import { freeMemory } from '../free-memory.ts';
import type { ImageMetadata } from '../inspect.ts';
import { isDrawn } from '../is-drawn.ts';
import { openPixels, type Pixels, samplesOf } from '../libvips.ts';
import { fileType, type OutputFormat } from '../output-format.ts';
import { fit, planPicture, type VariantPlan } from '../plan.ts';
import { encodePicture, type RenderedVariant } from '../render.ts';
import type { Rights } from '../rights.ts';
import { area, type Size } from '../size.ts';
import { colourIn } from '../tagged.ts';
import { tooLarge } from '../too-large.ts';
import { InvalidTransform } from './invalid-transform.ts';
import { inspectOverlay, type OverlayFile, withOverlay } from './overlay.ts';
import type { Recipe } from './recipe.ts';
import { recipeCost } from './recipe-cost.ts';
import { rounded } from './rounded.ts';
import { subjectOf, subjectSize, wholeAt } from './subject.ts';

export interface RecipeOptions {
  readonly rights?: Rights;
  readonly gamut?: Gamut;
  readonly budget: Budget;
  /** The file of the recipe's overlay, if it has one. */
  readonly overlay?: Uint8Array | undefined;
  /** width × height of the picture; what `trim` leaves is known here alone. */
  readonly maxOutputPixels: number;
}

/** WebP's and AVIF's: what is larger fits into no format that is served. */
const longestServedSide = 16_383;

/** The size that a recipe gives an original; with `trim`, what it would be without. */
export function outputSize(recipe: Recipe, original: Size): Size {
  return padded(fit(recipe.box, subjectSize(original, recipe), longestServedSide).size, recipe);
}

/**
 * Makes one picture of an original. Throws `InvalidTransform` for what animations cannot do, `TooLarge` for what exceeds
 * the budget, and as `render` does.
 */
export async function renderRecipe(
  bytes: Uint8Array,
  metadata: ImageMetadata,
  recipe: Recipe,
  format: OutputFormat,
  options: RecipeOptions,
): Promise<RenderedVariant> {
  freeMemory();
  const { rights } = options;
  const animated = recipe.animated && moves(metadata, format);
  if (animated) checkMovable(recipe);
  const subject = subjectSize(metadata, recipe);
  const plan = planPicture('picture', recipe.box, format, { ...metadata, ...subject }, animated);
  const scaled = wholeAt(metadata, subject, recipe.trim === undefined ? plan.scaled : doubled(plan.scaled));
  const overlay = await overlayOf(recipe, plan, options);
  checkRecipe(recipe, metadata, { ...plan, scaled: animated ? plan.scaled : scaled }, options, overlay);

  const source = sourceOf(bytes);
  if (animated) {
    const open = await animationOpener(source, metadata).catch(blameImage);
    const image = withEffects(frame(open(), plan), recipe);
    const file = await encodePicture(image, plan, { rights, isDrawn: false }).catch(blameImage);
    return { preset: plan.preset, format, ...fileType[format], ...sizeOf(plan), bytes: file };
  }
  const pixels = await decode(source, metadata, scaled, options.gamut).catch(blameImage);
  return finish(pixels, metadata, recipe, plan, options, overlay).catch(blameVariant('the picture'));
}

async function finish(
  pixels: Pixels,
  metadata: ImageMetadata,
  recipe: Recipe,
  planned: VariantPlan,
  options: RecipeOptions,
  plannedOverlay: OverlayFile | undefined,
): Promise<RenderedVariant> {
  const { rights, maxOutputPixels } = options;
  const { gamut } = pixels;
  const subject = await subjectOf(pixels, recipe);
  const plan = recipe.trim === undefined ? planned : planTrimmed(subject, pixels, metadata, recipe, planned);
  let overlay = plannedOverlay;
  if (plan !== planned) {
    const size = padded(plan, recipe);
    if (area(size) > maxOutputPixels)
      throw tooLarge(
        `The picture would be ${size.width} × ${size.height}`,
        `delivery.maxPixels ${maxOutputPixels}`,
      );
    overlay = await overlayOf(recipe, plan, options);
    checkRecipe(recipe, metadata, { ...plan, scaled: sizeOf(pixels) }, options, overlay);
  }
  let image = await stagedEffects(frame(openPixels(subject), plan, gamut), recipe);
  if (recipe.overlay && overlay)
    image = openPixels(
      await withOverlay(
        { ...(await samplesOf(image, 'srgb')), ...(gamut && { gamut }) },
        recipe.overlay,
        overlay,
      ),
    );
  if (recipe.radius !== undefined)
    image = openPixels(await rounded(await samplesOf(image, 'srgb'), recipe.radius));
  const { pad } = recipe;
  if (pad > 0) {
    const background = colourIn(gamut ?? 'srgb', plan.background);
    const border = { top: pad, bottom: pad, left: pad, right: pad, background };
    image = openPixels(await samplesOf(openPixels(await samplesOf(image, 'srgb')).extend(border), 'srgb'));
  }
  const file = await encodePicture(image, plan, { rights, isDrawn: isDrawn(pixels), gamut });
  const { preset, format } = plan;
  return { preset, format, ...fileType[format], ...padded(plan, recipe), bytes: file };
}

/** Throws `TooLarge`. Corners and borders are part of what is encoded. */
function checkRecipe(
  recipe: Recipe,
  metadata: ImageMetadata,
  plan: VariantPlan,
  { budget, gamut }: RecipeOptions,
  overlay: OverlayFile | undefined,
): void {
  const hasAlpha = metadata.hasAlpha || recipe.radius !== undefined;
  checkCost(
    { ...metadata, hasAlpha },
    [{ ...plan, ...padded(plan, recipe) }],
    { ...budget, gamut },
    sumOf(recipeCost(recipe, plan, metadata), overlay?.cost),
  );
}

function padded({ width, height }: Size, { pad }: Pick<Recipe, 'pad'>): Size {
  return { width: width + 2 * pad, height: height + 2 * pad };
}

/** What is left is fitted anew, by the size that it has in the original. */
function planTrimmed(
  subject: Size,
  pixels: Size,
  metadata: ImageMetadata,
  recipe: Recipe,
  { format }: VariantPlan,
) {
  const scale = metadata.width / pixels.width;
  const size = { width: Math.round(subject.width * scale), height: Math.round(subject.height * scale) };
  return planPicture('picture', recipe.box, format, { ...metadata, ...size }, false);
}

function withEffects(image: Sharp, { effects }: Recipe): Sharp {
  return effects.reduce((made, effect) => effect.apply(made), image);
}

/** Each on finished pixels: within one pipeline libvips blurs what it sharpens many times over. */
async function stagedEffects(image: Sharp, { effects }: Recipe): Promise<Sharp> {
  let made = image;
  for (const effect of effects) made = openPixels(await samplesOf(effect.apply(made), 'srgb'));
  return made;
}

function checkMovable({ region, turn, flip, flop, trim, overlay, radius, pad }: Recipe): void {
  const isCut = region || turn || flip || flop || trim !== undefined;
  if (!isCut && !overlay && radius === undefined && pad === 0) return;
  throw new InvalidTransform(
    'crop, rotate, flip, trim, overlay, radius and pad are for stills: add animated_false for the first frame, or leave them out.',
  );
}

/** Throws `InvalidTransform`. */
async function overlayOf(
  { overlay }: Recipe,
  picture: Size,
  options: RecipeOptions,
): Promise<OverlayFile | undefined> {
  if (!overlay) return undefined;
  if (!options.overlay) throw new InvalidTransform(`There is no overlay ${overlay.name}.`);
  return inspectOverlay(overlay, options.overlay, picture, options.budget);
}

function sumOf(a: Cost, b: Cost = { bytes: 0, seconds: 0 }): Cost {
  return { bytes: a.bytes + b.bytes, seconds: a.seconds + b.seconds };
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function doubled({ width, height }: Size): Size {
  return { width: 2 * width, height: 2 * height };
}
