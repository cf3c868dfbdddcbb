import { chmod, mkdir, writeFile } from 'node:fs/promises';
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
  expect(await storage.folder('bodies')).toBe(`${folder}/bodies`);
});

test.skipIf(process.getuid?.() === 0)('a folder that may not be written is refused', async () => {
  const folder = await temporaryFolder();
  await chmod(folder, 0o500);
  const opening = openStorage(folder);
  await expect(opening).rejects.toBeInstanceOf(DataFolderError);
  await expect(opening).rejects.toMatchObject({
    code: 'DataFolderUnusable',
    message: `${folder} cannot keep data: you may not write there. Choose another folder: --data-dir`,
  });
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
