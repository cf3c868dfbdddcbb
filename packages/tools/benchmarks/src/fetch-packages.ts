import { execFile } from 'node:child_process';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const modules = fileURLToPath(new URL('../fetched', import.meta.url));

/**
 * A folder with the modules of `fetched/` and the packages that they import: what a benchmark is compared with, which
 * nobody else should have to install. Remove it after use.
 */
export async function fetchPackages(...packages: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-benchmark-'));
  await cp(modules, folder, { recursive: true });
  await promisify(execFile)('npm', ['install', '--no-audit', '--no-fund', '--prefix', folder, ...packages]);
  return folder;
}
