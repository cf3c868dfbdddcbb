import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { findBundledFolders } from './bundled-folders.ts';
import { decoders } from './native-modules.ts';
import { findPackage } from './package-files.ts';
import type { Recompiled } from './recompile/open-compiler.ts';

/**
 * Writes a function into a folder from which the embedded cloud runs it, without a zip. Native modules and bundled folders
 * are links to this machine's. A process that starts meanwhile loads the code of before or of after, never half of one.
 */
export async function writeFunctionFolder(
  packageDir: string,
  compiled: Recompiled,
  folder: string,
): Promise<void> {
  const { sharpImportedFrom: sharp, decodersImportedFrom: from } = compiled;
  const links = await findBundledFolders(packageDir);
  if (sharp) links.set('node_modules/sharp', await findPackage('sharp', sharp));
  if (from)
    for (const name of Object.keys(decoders))
      links.set(`node_modules/${name}`, await findPackage(name, from));
  await mkdir(folder, { recursive: true });
  for (const [name, target] of links) await link(join(folder, name), target);
  for (const [name, content] of compiled.packages) await addOnce(join(folder, name), content);
  await replace(join(folder, 'index.mjs.map'), compiled.sourceMap);
  await replace(join(folder, 'index.mjs'), compiled.code);
}

async function link(path: string, target: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await rm(path, { force: true });
  await symlink(target, path, 'junction'); // what Windows lets everybody create
}

async function addOnce(file: string, content: Uint8Array): Promise<void> {
  if (existsSync(file)) return;
  await mkdir(dirname(file), { recursive: true });
  await replace(file, content);
}

async function replace(file: string, content: Uint8Array): Promise<void> {
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}
