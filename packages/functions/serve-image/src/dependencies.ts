import type { Catalog, Leases } from '@darkroom/catalog';
import type { Originals, Overlays, Variants } from '@darkroom/image-store';
import type { OutputFormat, Recipe } from '@darkroom/imaging';
import type { Delivery, Presets } from '@darkroom/pipeline-config';
import type { Access } from './authorize.ts';

/** Makes one picture of an original, with the overlay that the recipe names. Throws `ImageError` for what will never do. */
export type Develop = (
  bytes: Uint8Array,
  recipe: Recipe,
  format: OutputFormat,
  overlay: Uint8Array | undefined,
) => Promise<{ readonly bytes: Uint8Array; readonly contentType: string }>;

/** What serving pictures needs of the world. */
export interface Dependencies {
  readonly catalog: Pick<Catalog, 'look'>;
  readonly leases: Leases;
  readonly originals: Pick<Originals, 'read'>;
  readonly variants: Pick<Variants, 'get' | 'list' | 'putOnDemand' | 'delete'>;
  readonly overlays: Overlays;
  readonly develop: Develop;
  readonly presets: Presets;
  readonly delivery: Delivery;
  readonly access: Access;
  /** Signs a scope of an image, where pictures need that. */
  sign(id: string, scope: string): Promise<string | undefined>;
  /** Tells the operator of a file that S3 holds and CloudFront did not get there. */
  missedByCloudFront(key: string): void;
  now(): Date;
}

/** One request, and what Lambda says of its time. */
export interface Call {
  readonly request: Request;
  /** Epoch milliseconds at which Lambda stops this. */
  readonly deadline: number;
}
