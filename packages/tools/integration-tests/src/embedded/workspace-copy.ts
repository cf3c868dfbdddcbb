import { cp, mkdir, mkdtemp, readdir, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { editFile } from '../edit-file.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));

export interface WorkspaceCopy {
  readonly folder: string;
  /** Changes a file as an editor saves it. Throws if nothing changes. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  remove(): Promise<void>;
}

/**
 * The functions, what they share and the configuration, in a folder of their own that a test may edit. Everything that
 * they import from elsewhere is linked.
 */
export async function copyWorkspace(): Promise<WorkspaceCopy> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'darkroom-workspace-')));
  const packages = await Promise.all(['packages/functions', 'packages/core'].map(packagesIn));
  for (const file of ['darkroom.config.ts', 'tsconfig.base.json', 'package.json'])
    await cp(join(root, file), join(folder, file));
  const copied = new Map(packages.flat().map((path) => [join(root, path), join(folder, path)]));
  for (const [original, copy] of copied) {
    await mkdir(copy, { recursive: true });
    for (const file of ['src', 'package.json'])
      await cp(join(original, file), join(copy, file), { recursive: true });
    await linkModules(join(original, 'node_modules'), join(copy, 'node_modules'), copied);
  }
  await linkModules(join(root, 'node_modules'), join(folder, 'node_modules'), copied);
  return {
    folder,
    edit: (file, change) => editFile(folder, file, change),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

async function packagesIn(directory: string): Promise<string[]> {
  const entries = await readdir(join(root, directory), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => join(directory, name));
}

/** Links to packages of the workspace lead to their copies, all others to where they led. */
async function linkModules(from: string, to: string, copied: ReadonlyMap<string, string>): Promise<void> {
  const names = (await readdir(from).catch(() => [])).filter((name) => !name.startsWith('.'));
  await mkdir(to, { recursive: true });
  for (const name of names) {
    if (name === '@darkroom') await linkModules(join(from, name), join(to, name), copied);
    else {
      const target = await realpath(join(from, name));
      await symlink(copied.get(target) ?? target, join(to, name));
    }
  }
}
