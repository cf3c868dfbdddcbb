import { relative } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../services/s3/testing/temporary-folder.ts';
import { openStorage } from './storage.ts';

test('a relative folder is an absolute one to whoever asks, so that no process has to share our working folder', async () => {
  const folder = await temporaryFolder();
  const storage = await openStorage(relative(process.cwd(), folder));
  onTestFinished(() => storage.close());
  expect(storage.directory).toBe(folder);
  expect(await storage.folder('bodies')).toBe(`${folder}/bodies`);
});
