import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { readUnbuilt } from '@darkroom/infra';
import type { EditedFunction } from './edited-function.ts';

/**
 * A function that needs no build: the embedded cloud runs its folder `code` as it lies there. Describes it in `functionsDir`
 * as `synthesize` expects it. Throws `StackError`.
 */
export async function openUnbuiltFunction(
  packageDir: string,
  { functionsDir }: { readonly functionsDir: string },
): Promise<EditedFunction & { readonly folder: string }> {
  const name = basename(packageDir);
  const folder = join(packageDir, 'code');
  const { artifact: _, ...manifest } = readUnbuilt(packageDir);
  const dist = join(functionsDir, name, 'dist');
  await mkdir(dist, { recursive: true });
  await writeFile(join(dist, 'function.json'), JSON.stringify({ folder, manifest }));
  return {
    name,
    folder,
    isMadeOf: (files) => [...files].some((file) => file.startsWith(folder + sep)),
    importersOf: () => [],
    compile: async () => true,
    publish: async () => {},
    holdBack: () => {},
    close: async () => {},
  };
}
