import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { BundleError } from './errors.ts';
import { type Files, findPackage } from './package-files.ts';

interface PackageManifest {
  /** Folders of the zip, each with the package whose `dist` it holds. */
  readonly bundledFolders?: Readonly<Record<string, string>>;
}

/**
 * What other packages built for a function to read while it runs, such as a web page. It lies beside the code, not in
 * it, so that a cold start does not parse it.
 */
export async function bundledFolders(packageDir: string): Promise<Files> {
  const files: Files = new Map();
  for (const [folder, dist] of await findBundledFolders(packageDir)) {
    for (const entry of await readdir(dist, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = join(entry.parentPath, entry.name);
      files.set([folder, ...relative(dist, file).split(sep)].join('/'), await readFile(file));
    }
  }
  return files;
}

/** Folders of the zip and where their files are. */
export async function findBundledFolders(packageDir: string): Promise<Map<string, string>> {
  const manifest: PackageManifest = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  const folders = new Map<string, string>();
  for (const [folder, name] of Object.entries(manifest.bundledFolders ?? {})) {
    const dist = join(await findPackage(name, packageDir), 'dist');
    if (!existsSync(dist)) throw new BundleError('NotBuilt', `Expected ${dist}: build ${name} first.`);
    folders.set(folder, dist);
  }
  return folders;
}
