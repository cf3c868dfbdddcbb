import { signal } from '@preact/signals';
import { listed } from './collection.ts';

/** The images that are selected. */
export const selected = signal<ReadonlySet<string>>(new Set());
let anchor: string | undefined; // where a range begins

/** Selects an image, or takes it out again. */
export function toggle(id: string): void {
  const next = new Set(selected.value);
  if (!next.delete(id)) next.add(id);
  anchor = id;
  selected.value = next;
}

/** Selects everything from where the selection began. */
export function selectTo(id: string): void {
  const ids = listed.value.map((image) => image.id);
  const from = ids.indexOf(anchor ?? id);
  const to = ids.indexOf(id);
  const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
  selected.value = new Set([...selected.value, ...range]);
}

export function selectAll(): void {
  selected.value = new Set(listed.value.map(({ id }) => id));
}

export function selectNone(): void {
  selected.value = new Set();
  anchor = undefined;
}
