export { type Beginning, type Catalog, catalogOn, createCatalog, type Reprocess } from './catalog.ts';
export { type Counters, createCounters, type ImageChange, type Statistics } from './counters.ts';
export {
  CatalogError,
  ImageNotFoundError,
  InvalidCursorError,
  NotUploadedError,
  ReprocessLimitError,
} from './errors.ts';
export { type GivenUpCode, givenUpCodes, isGivenUp } from './given-up.ts';
export { imageId, isImageId } from './image-id.ts';
export {
  type ImageRecord,
  type ImageState,
  type ImageStatus,
  imageStateSchema,
  imageStatuses,
  type Original,
  type Placeholder,
  type Tombstone,
  type Variant,
} from './image-record.ts';
export type { ImageTable, Row } from './image-table.ts';
export type { ListOptions, Page } from './listing.ts';
export { tableSchema } from './schema.ts';
export type { Arrival, Development } from './transitions.ts';
export { isGarbage, variantKey } from './variant-key.ts';
export { versionOf } from './version.ts';
