import { execFileSync } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../services/s3/testing/temporary-folder.ts';
import { openStorage } from './storage.ts';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk of 6 MB of its own. */
async function smallDisk(): Promise<string> {
  const folder = await temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', folder]);
  onTestFinished(() => void execFileSync('umount', [folder]));
  return folder;
}

/** Writes all there is room for. */
async function fill(path: string): Promise<void> {
  await expect(writeFile(path, Buffer.alloc(8 * 1024 * 1024))).rejects.toMatchObject({ code: 'ENOSPC' });
}

test.runIf(canMount)(
  'on a full disk (a tmpfs: needs root on Linux) what was acknowledged is there after a restart, and nothing is taken after a write that failed',
  async () => {
    const folder = await smallDisk();
    const storage = await openStorage(folder);
    const collection = storage.collection<string>('test');
    const acknowledged: string[] = [];
    const refused: string[] = [];
    const put = (key: string) =>
      collection.put(key, 'x'.repeat(20_000)).then(
        () => acknowledged.push(key),
        () => refused.push(key),
      );

    for (let n = 0; n < 20; n++) await put(`before ${n}`);
    await fill(join(folder, 'filler'));
    await Promise.all(Array.from({ length: 30 }, (_, n) => put(`full ${n}`)));
    expect(refused).not.toEqual([]);
    await rm(join(folder, 'filler'));
    const taken = acknowledged.length;
    for (let n = 0; n < 30; n++) await put(`after ${n}`);
    expect(acknowledged).toHaveLength(taken);
    expect(await collection.get('before 0')).toBe('x'.repeat(20_000));
    await storage.close();

    const restarted = await openStorage(folder);
    onTestFinished(() => restarted.close());
    const found: string[] = [];
    for await (const [key] of restarted.collection<string>('test').entries()) found.push(key);
    expect(found.filter((key) => acknowledged.includes(key)).sort()).toEqual([...acknowledged].sort());
    await restarted.collection<string>('test').put('as before', '');
  },
);
