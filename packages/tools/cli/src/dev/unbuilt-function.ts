import { cp, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join, relative, sep } from 'node:path';
import { readUnbuilt } from '@darkroom/infra';
import { checkSyntax } from './check-syntax.ts';
import type { EditedFunction } from './edited-function.ts';

/**
 * A function that needs no build: the embedded cloud runs a copy of its folder `code`, so that what cannot be read leaves
 * the last good one. Describes it in `functionsDir` as `synthesize` expects it. Throws `StackError`.
 */
export async function openUnbuiltFunction(
  packageDir: string,
  { functionsDir }: { readonly functionsDir: string },
): Promise<EditedFunction & { readonly folder: string }> {
  const name = basename(packageDir);
  const source = join(packageDir, 'code');
  const folder = join(functionsDir, name, 'code');
  const { artifact: _, ...manifest } = readUnbuilt(packageDir);
  const dist = join(functionsDir, name, 'dist');
  await mkdir(dist, { recursive: true });
  await writeFile(join(dist, 'function.json'), JSON.stringify({ folder, manifest }));
  let saved: ReadonlyMap<string, number> = new Map();
  let published: ReadonlyMap<string, number> | undefined;
  return {
    name,
    folder,
    isMadeOf: (files) => [...files].some((file) => file.startsWith(source + sep)),
    importersOf: () => [],
    async compile() {
      saved = await filesIn(source);
      if (!published) return true; // unread: it may contain a thousand files of packages
      const changed = [...saved.keys()].filter((file) => published?.get(file) !== saved.get(file));
      await checkSyntax(source, changed, manifest.runtime);
      return changed.length > 0 || saved.size < published.size;
    },
    async publish() {
      await replaceFolder(source, folder);
      published = saved;
    },
    holdBack: () => {},
    close: async () => {},
  };
}

/** The files below a folder, and when each was changed, renamed or made executable. */
async function filesIn(folder: string): Promise<ReadonlyMap<string, number>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const times = files.map(async (file) => [relative(folder, file), (await stat(file)).ctimeMs] as const);
  return new Map(await Promise.all(times));
}

/** What still runs goes on in the folder of before, which stays until the next time. */
async function replaceFolder(source: string, folder: string): Promise<void> {
  const [next, before] = [`${folder}.new`, `${folder}.before`];
  await Promise.all([next, before].map((left) => rm(left, { recursive: true, force: true })));
  await cp(source, next, { recursive: true });
  await rename(folder, before).catch(() => {}); // there is none at first
  await rename(next, folder);
}
