import { signal } from '@preact/signals';
import { narrow } from './layout.ts';

/** How pictures are cut: not at all in rows of one height, or to squares. */
export type Shape = 'justified' | 'square';

/** Whether this is a phone. */
export const isNarrow = matchMedia(`(width < ${narrow}px)`).matches;
/** Phones begin with squares, three in a row. */
const preferred: Shape = isNarrow ? 'square' : 'justified';
const stored = localStorage.getItem('shape');

export const shape = signal<Shape>(stored === 'square' || stored === 'justified' ? stored : preferred);

export function chooseShape(chosen: Shape): void {
  localStorage.setItem('shape', chosen);
  shape.value = chosen;
}
