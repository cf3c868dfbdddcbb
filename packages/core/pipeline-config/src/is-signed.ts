import type { Delivery } from './delivery.ts';

/** Whether every picture needs a signature. */
export function isSigned({
  delivery,
  auth,
}: {
  readonly delivery: Delivery;
  readonly auth?: { readonly mode: string; readonly owners?: boolean } | undefined;
}): boolean {
  return (delivery.access ?? (auth?.owners ? 'signed' : 'public')) === 'signed';
}
