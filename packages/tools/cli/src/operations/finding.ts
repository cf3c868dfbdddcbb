import type { Amounts } from '@darkroom/catalog';

/** Something that the catalog, the originals and the variants do not agree on. */
export type Finding =
  /** An original that was never processed as it is now: its event was lost, or is still on its way. */
  | { readonly kind: 'unprocessed-original'; readonly key: string }
  /** A record whose original is gone. */
  | { readonly kind: 'missing-original'; readonly key: string; readonly id: string; readonly version: string }
  /** A record that says ready while variants are not there. */
  | {
      readonly kind: 'missing-variants';
      readonly key: string;
      readonly id: string;
      readonly variantKeys: readonly string[];
    }
  /** A variant that nothing refers to. */
  | { readonly kind: 'orphan-variant'; readonly variantKey: string }
  /** Recorded as failed because Lambda has given up its event, which may still wait to be redriven. */
  | { readonly kind: 'given-up'; readonly key: string; readonly id: string; readonly code: string }
  /** Pending or processing for longer than any function runs. */
  | { readonly kind: 'stuck'; readonly key: string; readonly id: string }
  /** An image whose last change is not in the totals, or no webhook told of it: the table's stream has lost it, or still tries. */
  | {
      readonly kind: 'unpublished';
      /** Absent where its record is gone. */
      readonly key?: string;
      readonly id: string;
      readonly missing: readonly ('totals' | 'webhooks')[];
    }
  /** An owner's totals that are not the sum of what was counted. */
  | {
      readonly kind: 'wrong-totals';
      /** Absent where nobody owns the images. */
      readonly owner?: string;
      readonly totals: Amounts;
      readonly counted: Amounts;
    };
