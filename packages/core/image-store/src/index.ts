export { type Audience, cacheControlOf, whoseCaches } from './cache-control.ts';
export { type Originals, s3Originals } from './originals.ts';
export { type Overlays, s3Overlays } from './overlays.ts';
export { type FoundVariant, type ReadConditions, s3Variants, type Variants } from './variants.ts';
