export type ImageErrorCode = 'UnsupportedFormat' | 'TooLarge' | 'Corrupt' | 'Unrenderable';

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

/** The image was read, but a variant of it cannot be made. */
export class Unrenderable extends ImageError {
  readonly code = 'Unrenderable';
}

/** No fault of the image: on another machine, or by mended code, it may come out. Worth a retry. */
export class RenderFault extends Error {
  readonly code: 'OutOfMemory' | 'DiskFull' | 'Unexpected';
  constructor(code: RenderFault['code'], cause: unknown) {
    super(`The image was not processed, for no fault of its own (${code}): ${reasonOf(cause)}`, { cause });
    this.name = 'RenderFault';
    this.code = code;
  }
}

/** One line of an error: libvips writes all that happened one below the other, and of AVIFs first what is no matter. */
export function reasonOf(error: unknown): string {
  const lines = String(error instanceof Error ? error.message : error).split('\n');
  return lines.find((line) => !line.startsWith('source: bad seek')) ?? '';
}
