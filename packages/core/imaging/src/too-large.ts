import { TooLarge } from './errors.ts';

/** Names the limit that an image is over. */
export function tooLarge(actual: string, limit: string): TooLarge {
  return new TooLarge(
    `${actual}, more than ${limit}: raise it in darkroom.config.ts or upload a smaller image.`,
  );
}
