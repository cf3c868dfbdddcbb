export { type Address, parseAddress } from './address.ts';
export { canonicalText } from './canonical-text.ts';
export { type Extension, extensions } from './extensions.ts';
export { type ImageUrlOptions, type ImageUrls, imageUrls, type PictureOptions } from './image-urls.ts';
export {
  createLoader,
  createProvider,
  createTransformer,
  defaultWidths,
  type LoaderOptions,
  type LoaderRequest,
} from './loaders.ts';
export { type ImageDocument, type PictureParts, pictureParts } from './picture.ts';
export { presetsScope, scopeOf } from './scope.ts';
export type { Transform } from './transform.ts';
export { type TransformValue, transformText } from './transform-text.ts';
