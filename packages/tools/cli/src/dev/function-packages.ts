import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders of all packages that are Lambda functions. */
export async function functionPackages(root: string): Promise<string[]> {
  const folder = join(root, 'packages/functions');
  const packages = (await readdir(folder)).map((name) => join(folder, name));
  return packages.filter((directory) => existsSync(join(directory, 'src/lambda.ts'))).sort();
}
