import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../services/s3/testing/temporary-folder.ts';

/** Mounting a disk needs root on Linux. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk of its own, in memory; it ends with the test, also where a test that failed left files open on it. */
export async function smallDisk(megabytes: number) {
  const folder = await temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  const filler = join(folder, 'filler');
  return {
    folder,
    /** Takes all the room there is. */
    async fill(): Promise<void> {
      const { code } = await writeFile(filler, Buffer.alloc((megabytes + 1) * 1024 ** 2)).then(
        () => ({ code: undefined }),
        (error: NodeJS.ErrnoException) => error,
      );
      if (code !== 'ENOSPC') throw new Error(`the disk did not get full: ${code}`);
    },
    makeRoom: () => rm(filler),
  };
}
