import { type ImageState, type ImageStatus, imageStatuses } from '../image-record.ts';

export const totals = ['images', 'variants', 'bytesIn', 'bytesOut', ...imageStatuses] as const;
export type Total = (typeof totals)[number];
export type Amounts = Readonly<Record<Total, number>>;

/** What one image adds to the totals; nothing if it is deleted. */
export function amountsOf(state: ImageState | undefined): Amounts {
  if (state === undefined || state.status === 'deleted') return nothing;
  const is = (status: ImageStatus) => (state.status === status ? 1 : 0);
  return {
    images: 1,
    variants: state.variants.length,
    bytesIn: state.original?.bytes ?? 0,
    bytesOut: state.variants.reduce((sum, { bytes }) => sum + bytes, 0),
    pending: is('pending'),
    processing: is('processing'),
    ready: is('ready'),
    failed: is('failed'),
  };
}

export function add(a: Amounts, b: Amounts): Amounts {
  return amounts((total) => a[total] + b[total]);
}

export function subtract(a: Amounts, b: Amounts): Amounts {
  return amounts((total) => a[total] - b[total]);
}

export function isSame(a: Amounts, b: Amounts): boolean {
  return totals.every((total) => a[total] === b[total]);
}

export function amounts(of: (total: Total) => number): Amounts {
  return Object.fromEntries(totals.map((total) => [total, of(total)])) as Record<Total, number>;
}

export const nothing = amounts(() => 0);
