/** The same transform, its parameters in the order that signatures and stored results know. */
export function canonicalText(transform: string): string {
  return transform.split('-').sort().join('-');
}
