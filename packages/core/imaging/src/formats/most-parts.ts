import { TooLarge } from '../errors.ts';

/** Far more than any program writes beside the pixels. libvips keeps a record of each: of a million, hundreds of MB. */
const mostParts = 10_000;

/** Throws `TooLarge` where a file has so many segments, chunks or pages that reading them is the work. */
export function checkParts(count: number, what: string): void {
  if (count > mostParts) {
    throw new TooLarge(
      `The file has more than ${mostParts.toLocaleString('en')} ${what}: export the picture anew.`,
    );
  }
}
