/** What the catalog refuses: the caller's mistake, never worth a retry. */
export abstract class CatalogError extends Error {
  abstract readonly code:
    | 'InvalidCursor'
    | 'ImageNotFound'
    | 'NotUploaded'
    | 'ReprocessLimit'
    | 'NotComparable';
  override get name(): string {
    return this.constructor.name;
  }
}

export class InvalidCursorError extends CatalogError {
  readonly code = 'InvalidCursor';
  constructor() {
    super('Expected a cursor that a previous page returned.');
  }
}

export class ImageNotFoundError extends CatalogError {
  readonly code = 'ImageNotFound';
  constructor(id: string) {
    super(`There is no image ${id}.`);
  }
}

/** The image was announced, but its original has not arrived. */
export class NotUploadedError extends CatalogError {
  readonly code = 'NotUploaded';
  constructor(id: string) {
    super(`The original of image ${id} has not been uploaded yet.`);
  }
}

/** The image is not ready, shows a single colour, or was made before images had perceptual hashes. */
export class NotComparableError extends CatalogError {
  readonly code = 'NotComparable';
  constructor(id: string) {
    super(
      `Image ${id} has no perceptual hash. A picture of one colour never has; an image that an older release processed gets one when it is reprocessed.`,
    );
  }
}

export class ReprocessLimitError extends CatalogError {
  readonly code = 'ReprocessLimit';
  constructor() {
    super('One original can be reprocessed 9,999 times; upload it again to start over.');
  }
}
