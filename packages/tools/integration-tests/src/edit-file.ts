import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Changes a file as an editor saves it. Throws if nothing changes. */
export async function editFile(
  folder: string,
  file: string,
  change: (text: string) => string,
): Promise<void> {
  const path = join(folder, file);
  const before = await readFile(path, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`The edit changed nothing in ${file}`);
  await writeFile(path, after);
}
