export type ImageErrorCode = 'UnsupportedFormat' | 'TooLarge' | 'Corrupt';

/** An image that no retry can process; the message says what to change. */
export abstract class ImageError extends Error {
  abstract readonly code: ImageErrorCode;
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The bytes are in no format that is decoded here. */
export class UnsupportedFormat extends ImageError {
  readonly code = 'UnsupportedFormat';
}

/** More bytes, pixels or frames than the limits of `darkroom.config.ts`. */
export class TooLarge extends ImageError {
  readonly code = 'TooLarge';
}

/** The format is known but the content is damaged or cut short. */
export class Corrupt extends ImageError {
  readonly code = 'Corrupt';
}
