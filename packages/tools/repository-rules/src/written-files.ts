import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Installed or generated. */
const skipped = new Set(['node_modules', 'dist', 'cdktf.out', '.next', '.nuxt', '.output']);

/** The files that people write below a folder, by their paths from there. */
export async function writtenFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = entries.map(async (entry) => {
    if (!entry.isDirectory()) return [entry.name];
    if (skipped.has(entry.name)) return [];
    return (await writtenFiles(join(folder, entry.name))).map((file) => join(entry.name, file));
  });
  return (await Promise.all(found)).flat();
}
