import { statSync } from 'node:fs';

/** When the last of these files was saved, in milliseconds since the epoch: a renamed file keeps the time of its content. */
export function lastSave(files: ReadonlySet<string>): number {
  const times = [...files].flatMap((file) => statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? []);
  return times.length > 0 ? Math.max(...times) : Date.now(); // all were removed
}
