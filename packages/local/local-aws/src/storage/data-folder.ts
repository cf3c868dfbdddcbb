import { chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** The contents of a data folder: the documents, and the services' folders of files. */
const contents = ['documents', 'lambda-code', 'lambda-tmp', 's3-bodies', 'ssm'] as const;

export type FolderName = (typeof contents)[number];

/**
 * Creates the data folder and its subfolders on first use, accessible only to their owner, and corrects folders that others
 * can enter. A shared folder (a home, /tmp) keeps its mode; the folders inside it that are ours are closed.
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

/** If only somebody else can change the mode, or the disk has no modes, it stays as it is. */
async function closeToOthers(folder: string): Promise<void> {
  const { mode } = await stat(folder);
  if ((mode & 0o077) !== 0) await chmod(folder, mode & 0o700).catch(() => {});
}
