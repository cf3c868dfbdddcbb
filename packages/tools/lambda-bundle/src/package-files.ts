import { existsSync } from 'node:fs';
import { realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BundleError } from './errors.ts';

/** Paths inside the zip and their bytes. */
export type Files = Map<string, Uint8Array>;

/** Node's own lookup, by folder: `require.resolve` cannot find a package.json that `exports` does not list. */
export async function findPackage(name: string, from: string): Promise<string> {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpath(candidate);
    if (dirname(folder) === folder) break;
  }
  throw new BundleError('NativeModuleMissing', `${name} is not installed where ${from} can import it.`);
}
