import { signal } from '@preact/signals';
import { deleteImage } from '../api/images.ts';
import { report } from '../message.ts';
import { forget, hidden } from './collection.ts';

const grace = 7000; // milliseconds in which people can change their mind
const together = 4;

/** The images that are deleted unless somebody takes it back. */
export const deleting = signal<readonly string[]>([]);
let timer: ReturnType<typeof setTimeout> | undefined;

/** Hides images at once, and deletes them when the time to take it back is over. */
export function deleteSoon(ids: readonly string[]): void {
  deleteNow();
  deleting.value = ids;
  hidden.value = new Set([...hidden.value, ...ids]);
  timer = setTimeout(deleteNow, grace);
}

/** Shows them again. */
export function takeBack(): void {
  clearTimeout(timer);
  show(deleting.value);
  deleting.value = [];
}

/** What people said stays said when they leave the page. */
addEventListener('pagehide', deleteNow);

function deleteNow(): void {
  clearTimeout(timer);
  const ids = deleting.value;
  deleting.value = [];
  void deleteAll(ids);
}

async function deleteAll(ids: readonly string[]): Promise<void> {
  const waiting = [...ids];
  const worker = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        await deleteImage(id);
        forget([id]);
      } catch (error) {
        show([id]);
        report(error);
      }
    }
  };
  await Promise.all(Array.from({ length: together }, worker));
}

function show(ids: readonly string[]): void {
  const still = new Set(hidden.value);
  for (const id of ids) still.delete(id);
  hidden.value = still;
}
