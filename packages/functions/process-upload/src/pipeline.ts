import type { Catalog } from '@darkroom/catalog';
import type { Originals, Variants } from '@darkroom/image-store';
import type { Develop } from './develop.ts';

export interface Pipeline {
  readonly catalog: Catalog;
  readonly originals: Originals;
  readonly variants: Pick<Variants, 'put' | 'copy' | 'list' | 'delete'>;
  readonly develop: Develop;
  /** Present if variants of duplicates are copied: all that variants depend on beside the original and its focal point. */
  readonly recipe?: string | undefined;
}
