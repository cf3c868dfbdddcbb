import type { Amounts } from '@darkroom/catalog';

/** A disagreement between the catalog, the originals and the variants. */
export type Finding =
  /** An original whose current version was never processed: its event was lost, or is still on its way. */
  | { readonly kind: 'unprocessed-original'; readonly key: string }
  /** An original uploaded with the form of an image that the API had deleted; its event was lost. */
  | { readonly kind: 'sealed-original'; readonly key: string; readonly eTag: string }
  /** A record whose original is gone. */
  | { readonly kind: 'missing-original'; readonly key: string; readonly id: string; readonly version: string }
  /** A record that is `ready` although variants are missing. */
  | {
      readonly kind: 'missing-variants';
      readonly key: string;
      readonly id: string;
      readonly variantKeys: readonly string[];
    }
  /** A variant that nothing refers to. */
  | { readonly kind: 'orphan-variant'; readonly variantKey: string }
  /** Recorded as failed because Lambda gave up on its event, which may still wait for a redrive. */
  | { readonly kind: 'given-up'; readonly key: string; readonly id: string; readonly code: string }
  /** Pending or processing for longer than any function runs. */
  | { readonly kind: 'stuck'; readonly key: string; readonly id: string }
  /** An image whose last change is not in the totals, or was sent to no webhook: the stream lost it, or still retries. */
  | {
      readonly kind: 'unpublished';
      /** Absent if its record is gone. */
      readonly key?: string;
      readonly id: string;
      readonly missing: readonly ('totals' | 'webhooks')[];
    }
  /** An owner's totals that do not match the sum of what was counted. */
  | {
      readonly kind: 'wrong-totals';
      /** Absent for images without an owner. */
      readonly owner?: string;
      readonly totals: Amounts;
      readonly counted: Amounts;
    }
  /** Images that are listed only through an index of an earlier release; see `legacy/old-index.ts` of the catalog. */
  | { readonly kind: 'old-index'; readonly ids: readonly string[] };
