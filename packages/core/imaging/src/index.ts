export { Corrupt, ImageError, type ImageErrorCode, TooLarge, UnsupportedFormat } from './errors.ts';
export { type ImageMetadata, inspect, type Limits } from './inspect.ts';
export type { OutputFormat } from './output-format.ts';
export type { Placeholder } from './placeholder.ts';
export { type Offset, plan, type Size, type VariantPlan } from './plan.ts';
export { type Rendered, type RenderedVariant, render } from './render.ts';
export type { InputFormat } from './source.ts';
