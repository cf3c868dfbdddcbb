import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CliError } from '../errors.ts';

const folder = fileURLToPath(new URL('../../../../../infra/cdktf-cli', import.meta.url));
const requireFromRoot = createRequire(join(folder, '../../package.json'));

/**
 * Installs what `infra/cdktf-cli` locks, and returns the file that Node.js runs as `cdktf`. Only deployments by
 * Terraform need these 390 MB, so the first of them brings them. Throws `CliError`.
 */
export async function installCdktf(): Promise<string> {
  const program = join(folder, 'node_modules/cdktf-cli/bundle/bin/cdktf');
  if (!existsSync(program)) console.error("Installing cdktf's command line, once.");
  const pnpm = requireFromRoot.resolve('pnpm/bin/pnpm.mjs');
  const install = ['install', '--frozen-lockfile', '--prefer-offline', '--reporter', 'append-only'];
  await promisify(execFile)(process.execPath, [pnpm, ...install], { cwd: folder }).catch(
    (error: { stdout?: string; stderr?: string }) => {
      throw new CliError(
        'InstallFailed',
        `cdktf's command line could not be installed:\n${`${error.stdout ?? ''}${error.stderr ?? ''}`.trim() || error}`,
      );
    },
  );
  return program;
}
