import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of all packages that are Lambda functions. */
export function functionPackages(root: string): Promise<string[]> {
  return foldersWith(root, 'src/lambda.ts');
}

/** The folders of all functions that need no build. */
export function unbuiltPackages(root: string): Promise<string[]> {
  return foldersWith(root, 'function.json');
}

async function foldersWith(root: string, file: string): Promise<string[]> {
  const folder = join(root, 'packages/functions');
  const packages = (await readdir(folder)).map((name) => join(folder, name));
  return packages.filter((directory) => existsSync(join(directory, file))).sort();
}
