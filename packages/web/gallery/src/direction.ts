/** An arrow key as it would be called from left to right: where lines begin at the right, both arrows change places. */
export function logicalKey(key: string): string {
  if (getComputedStyle(document.documentElement).direction !== 'rtl') return key;
  return key === 'ArrowLeft' ? 'ArrowRight' : key === 'ArrowRight' ? 'ArrowLeft' : key;
}
