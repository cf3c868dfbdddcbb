export { codecs } from './codecs.ts';
export { type AvifBudget, affordable } from './cost/affordable.ts';
export { type Budget, checkCost } from './cost/check-cost.ts';
export {
  Corrupt,
  ImageError,
  type ImageErrorCode,
  RenderFault,
  TooLarge,
  Unrenderable,
  UnsupportedFormat,
} from './errors.ts';
export type { Facts } from './facts/facts.ts';
export { readFacts } from './facts/read-facts.ts';
export { formatsOf, isAnimated, moves } from './formats-of.ts';
export { type ImageMetadata, inspect, type Limits } from './inspect.ts';
export type { LeftOut } from './left-out.ts';
export type { Pixels } from './libvips.ts';
export { fileType, type OutputFormat } from './output-format.ts';
export { perceptualHash } from './perceptual-hash.ts';
export type { Placeholder } from './placeholder.ts';
export { type Offset, plan, type VariantPlan } from './plan.ts';
export type { FoundQuality } from './quality/find-quality.ts';
export { type Light, lightOf, scoreOf } from './quality/score.ts';
export { type Rendered, type RenderedVariant, render } from './render.ts';
export { type Rights, rightsOf } from './rights.ts';
export type { Size } from './size.ts';
export type { InputFormat } from './source.ts';
export { InvalidTransform } from './transforms/invalid-transform.ts';
export type { Parameter } from './transforms/parameter.ts';
export { boxed, presetRecipe, type Recipe } from './transforms/recipe.ts';
export { outputSize, renderRecipe } from './transforms/render-recipe.ts';
export { parameters } from './transforms/table.ts';
export { transformRecipe } from './transforms/transform-recipe.ts';
