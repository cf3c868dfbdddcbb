import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** What a data folder holds: the documents, and services' folders of files. */
const contents = ['documents', 'lambda-code', 'lambda-tmp', 's3-bodies', 'ssm'] as const;

export type FolderName = (typeof contents)[number];

/**
 * Makes the data folder and the folders in it on first use, for their owner alone, and mends those that others may
 * enter. A folder that is also somebody else's (a home, /tmp) keeps its mode; what is ours in it is closed by itself.
 */
export async function openDataFolder(
  directory: string,
): Promise<{ folder(name: FolderName): Promise<string> }> {
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const known: ReadonlySet<string> = new Set(contents);
  if ((await readdir(directory)).every((name) => known.has(name))) await closeToOthers(directory);
  return {
    async folder(name) {
      const path = join(directory, name);
      await mkdir(path, { recursive: true, mode: 0o700 });
      await closeToOthers(path);
      return path;
    },
  };
}

/** Where that is for somebody else to do, or the disk knows no modes, it stays as it is. */
async function closeToOthers(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o077) !== 0) await chmod(folder, mode & 0o700).catch(() => {});
}
