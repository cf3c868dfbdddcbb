export { type Beginning, type Catalog, catalogOn, createCatalog, type Reprocess } from './catalog.ts';
export {
  CatalogError,
  ImageNotFoundError,
  InvalidCursorError,
  NotComparableError,
  NotUploadedError,
  ReprocessLimitError,
} from './errors.ts';
export { type Facts, factsSchema } from './facts.ts';
export type { Filter } from './filter.ts';
export { centre, isInFocus } from './focus.ts';
export { type GivenUpCode, givenUpCodes, isGivenUp } from './given-up.ts';
export { imageId, isImageId } from './image-id.ts';
export {
  type Announced,
  type Description,
  type Fingerprint,
  type FocalPoint,
  focalPointSchema,
  type ImageRecord,
  type ImageState,
  type ImageStatus,
  imageStateSchema,
  imageStatuses,
  type Original,
  type Placeholder,
  type Tombstone,
  type TrailEntry,
  trailEntrySchema,
  type Variant,
} from './image-record.ts';
export { dynamoTable, type ImageTable, type Row } from './image-table.ts';
export { createLeases, type Leases } from './leases.ts';
export { type Amounts, add, amountsOf, isSame, nothing, totals } from './ledger/amounts.ts';
export { forgetTotals } from './ledger/forget-totals.ts';
export { createLedger, type Ledger } from './ledger/ledger.ts';
export { recount } from './ledger/recount.ts';
export { type Entry, type Owner, scanTable } from './ledger/rows.ts';
export { readStatistics, readTotals, type Statistics } from './ledger/statistics.ts';
export { relist } from './legacy/relist.ts';
export { furthestDistance } from './likeness.ts';
export type { ListOptions } from './listing.ts';
export { changedAt, outcomeOf, outcomeVersion } from './outcome.ts';
export type { Page } from './page.ts';
export { readImages } from './read-rows.ts';
export type { NearOptions, Neighbour } from './same-photo.ts';
export { tableSchema } from './schema.ts';
export type { Search, SearchOptions } from './search.ts';
export { hasAnswered, type StepAnswer } from './step-answers.ts';
export { type Arrival, type Development, type GivenUpEvent, isSealed } from './transitions.ts';
export { isGarbage, onDemandFolder, onDemandKey, variantKey } from './variant-key.ts';
export { versionOf } from './version.ts';
export { mostTags, oneLine, tagText } from './words.ts';
export type { InWork } from './work.ts';
