import type { Arrival, Catalog, ImageRecord } from '@darkroom/catalog';
import type { Originals, Variants } from '@darkroom/image-store';
import type { Develop } from './develop.ts';

/**
 * Asks the steps that come before variants are made. Throws `ImageError` for what cannot be decoded, and for a step that
 * failed what a retry may mend.
 */
export type AskSteps = (
  arrival: Arrival,
  image: ImageRecord,
  original: Uint8Array,
) => Promise<
  | { /** With what the steps said. */ readonly image: ImageRecord }
  | { /** Why the image must not be shown, for people. */ readonly veto: string }
  | 'superseded'
>;

export interface Pipeline {
  readonly catalog: Catalog;
  readonly originals: Originals;
  readonly variants: Pick<Variants, 'put' | 'copy' | 'list' | 'delete'>;
  readonly develop: Develop;
  /** Present where the configuration has such steps. */
  readonly askSteps?: AskSteps | undefined;
  /** Present if variants of duplicates are copied: all that variants depend on beside the original and its focal point. */
  readonly recipe?: string | undefined;
}
