import { type ExecFileException, execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { editFile } from '../edit-file.ts';
import { type Environment, rareCollections } from './terraform-cli.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const execute = promisify(execFile);

/** A copy of this repository, from which tests deploy as a user would, and which they may change. */
export interface Checkout {
  readonly folder: string;
  /** Runs a command there. Resolves with its output; throws with the output if it fails. */
  run(command: string, args: readonly string[], environment?: Environment): Promise<string>;
  edit(file: string, change: (text: string) => string): Promise<void>;
  remove(): Promise<void>;
}

/** Copies the files that git tracks in this working tree, and installs from pnpm's store. */
export async function copyCheckout(): Promise<Checkout> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-checkout-'));
  const { stdout } = await execute('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    maxBuffer: 64 * 1024 ** 2,
  });
  for (const file of stdout.split('\0').filter(Boolean)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file)).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error; // deleted, but still in git's index
    });
  }

  const options = (environment: Environment = {}) => ({
    cwd: folder,
    env: {
      ...process.env,
      ...rareCollections,
      TURBO_CACHE_DIR: join(root, '.turbo/cache'), // what is built here is built there only where a test has changed it
      TURBO_TELEMETRY_DISABLED: '1',
      NO_COLOR: '1',
      INIT_CWD: folder,
      CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1', // a test writes nothing into the user's home
      ...environment,
    },
    maxBuffer: 64 * 1024 ** 2,
  });
  async function run(command: string, args: readonly string[], environment?: Environment): Promise<string> {
    try {
      const { stdout, stderr } = await execute(command, args, options(environment));
      return stdout + stderr;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as ExecFileException;
      throw new Error(`${command} ${args.join(' ')} failed:\n${stdout.slice(-8000)}\n${stderr.slice(-8000)}`);
    }
  }

  await run('npx', ['--yes', 'pnpm', 'install', '--frozen-lockfile', '--prefer-offline']);
  return {
    folder,
    run,
    edit: (file, change) => editFile(folder, file, change),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
