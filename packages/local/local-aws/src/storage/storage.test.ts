import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../services/s3/testing/temporary-folder.ts';
import { DataFolderError } from './data-folder-error.ts';
import { openStorage } from './storage.ts';

test('a relative folder is an absolute one to whoever asks, so that no process has to share our working folder', async () => {
  const folder = await temporaryFolder();
  const storage = await openStorage(relative(process.cwd(), folder));
  onTestFinished(() => storage.close());
  expect(storage.directory).toBe(folder);
  expect(await storage.folder('ssm')).toBe(`${folder}/ssm`);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is refused', async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o500);
  const opening = openStorage(folder);
  await expect(opening).rejects.toBeInstanceOf(DataFolderError);
  await expect(opening).rejects.toMatchObject({
    code: 'DataFolderUnusable',
    message: `${folder} cannot keep data: no write permission. Choose another folder with --data-dir`,
  });
});

/** Opens the storage in a folder, and tells the modes of that folder and of what is in it. */
async function modesIn(folder: string): Promise<string[]> {
  const storage = await openStorage(folder);
  onTestFinished(() => storage.close());
  const folders = [folder, join(folder, 'documents'), await storage.folder('s3-bodies')];
  return Promise.all(folders.map(async (path) => ((await stat(path)).mode & 0o777).toString(8)));
}

test('a data folder is for its owner alone', async () => {
  const folder = join(await temporaryFolder(), 'not/there/yet');
  expect(await modesIn(folder)).toEqual(['700', '700', '700']);
});

test('a data folder that others may enter is closed', async () => {
  const folder = await temporaryFolder();
  for (const name of ['', 'documents', 's3-bodies']) {
    await mkdir(join(folder, name), { recursive: true });
    await chmod(join(folder, name), 0o755);
  }
  expect(await modesIn(folder)).toEqual(['700', '700', '700']);
});

test('a folder that is not ours alone stays open, and what is ours in it is closed', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'letter.txt'), '');
  await chmod(folder, 0o755);
  expect(await modesIn(folder)).toEqual(['755', '700', '700']);
});

test('damaged data is refused with what LevelDB says of it', async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, 'documents'));
  await writeFile(join(folder, 'documents/CURRENT'), 'nothing');
  await expect(openStorage(folder)).rejects.toMatchObject({
    code: 'DataFolderUnusable',
    message: expect.stringMatching(/cannot keep data: Corruption: CURRENT file .*\. Choose another folder/),
  });
});
