import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { BundleError } from './errors.ts';
import { nodeArch, type Target } from './target.ts';

const lockFolder = fileURLToPath(new URL('../native/', import.meta.url));
const cacheFolder = fileURLToPath(new URL('../node_modules/.cache/native/', import.meta.url));

/**
 * A folder with the native modules for a platform other than this machine's. npm installs them once from
 * `native/package-lock.json`, and they are kept. With pnpm, every install would need every platform's binaries.
 */
export async function lockedInstall(target: Target): Promise<string> {
  const lock = await readFile(join(lockFolder, 'package-lock.json'));
  const version = createHash('sha256').update(lock).digest('hex').slice(0, 16);
  const { platform, architecture, libc } = target;
  const folder = join(cacheFolder, [platform, architecture, libc, version].filter(Boolean).join('-'));
  if (existsSync(folder)) return folder;

  await mkdir(cacheFolder, { recursive: true });
  const unfinished = await mkdtemp(join(cacheFolder, 'install-'));
  try {
    for (const file of ['package.json', 'package-lock.json']) {
      await copyFile(join(lockFolder, file), join(unfinished, file));
    }
    await npmInstall(unfinished, target);
    await rename(unfinished, folder).catch((error) => {
      // Another function's build finished the same install first.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

async function npmInstall(folder: string, { platform, architecture, libc }: Target): Promise<void> {
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', `--os=${platform}`];
  args.push(`--cpu=${nodeArch(architecture)}`, ...(libc ? [`--libc=${libc}`] : []));
  try {
    // npm is a .cmd file on Windows, which needs a shell; no argument comes from outside.
    await promisify(execFile)('npm', args, { cwd: folder, shell: process.platform === 'win32' });
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    throw new BundleError(
      'NativeInstallFailed',
      `npm could not install sharp for ${platform} ${architecture}: ${stderr?.trim() || (error as Error).message}`,
    );
  }
}
