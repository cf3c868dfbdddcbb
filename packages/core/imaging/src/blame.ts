import { Corrupt, ImageError, RenderFault, reasonOf, TooLarge, Unrenderable } from './errors.ts';

/**
 * What libvips, the libraries in it and V8 say when they get no memory. Encoders are given sound pixels in sizes that they
 * can hold, so what else could fail in them is memory, which some do not name.
 */
const outOfMemory =
  /out of memory|\(OOM\)|(?:cannot|could not|unable to|failed to) allocate|memory allocation|allocation failed|insufficient memory|malloc|bad_alloc|unable to encode|wbuffer_write: write failed/i;
/** Limits of libvips and of libheif, which calls them errors of memory. */
const isImageLimit = /exceeds pixel limit|security limit/i;
const diskFull = /no space left|disk quota|ENOSPC/i;

/** Says of an error of reading an image whose fault it is. Always throws: an `ImageError` or a `RenderFault`. */
export function blameImage(error: unknown): never {
  if (isImageLimit.test(String(error))) {
    throw new TooLarge(
      'The image contains more pixels than its header says, or more than can be held: upload a smaller or repaired one.',
      { cause: error },
    );
  }
  throwFaults(error);
  if (/tile size out of range/.test(reasonOf(error))) {
    throw new TooLarge('The TIFF is made of tiles that are too large: export it with smaller ones.', {
      cause: error,
    });
  }
  throw new Corrupt(`The image is damaged or incomplete (${reasonOf(error)}): export or upload it again.`, {
    cause: error,
  });
}

/** The same of an error of making a variant, `what`, from pixels that were read. */
export function blameVariant(what: string): (error: unknown) => never {
  return (error) => {
    throwFaults(error);
    throw new Unrenderable(
      `The image was read, but ${what} cannot be made of it (${reasonOf(error)}): upload another version of it.`,
      { cause: error },
    );
  };
}

/** sharp throws plain `Error`s, so any other kind is a fault of this code. */
function throwFaults(error: unknown): void {
  if (error instanceof ImageError || error instanceof RenderFault) throw error;
  if (outOfMemory.test(String(error))) throw new RenderFault('OutOfMemory', error);
  if (diskFull.test(String(error))) throw new RenderFault('DiskFull', error);
  if (!(error instanceof Error) || error.constructor !== Error) throw new RenderFault('Unexpected', error);
}
