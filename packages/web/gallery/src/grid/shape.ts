import { signal } from '@preact/signals';

/** How pictures are cut: not at all in rows of one height, or to squares. */
export type Shape = 'justified' | 'square';

/** Phones begin with squares, three in a row. */
const preferred: Shape = matchMedia('(max-width: 600px)').matches ? 'square' : 'justified';
const stored = localStorage.getItem('shape');

export const shape = signal<Shape>(stored === 'square' || stored === 'justified' ? stored : preferred);

export function chooseShape(chosen: Shape): void {
  localStorage.setItem('shape', chosen);
  shape.value = chosen;
}
