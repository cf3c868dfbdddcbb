import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fileRefusal } from './file-refusal.ts';
import { main } from './main.ts';

async function ownFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'file-refusal-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

test('a file that cannot be written is told in a line with its name, without a stack trace', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { exitCode } = process;
  onTestFinished(() => {
    process.exitCode = exitCode;
    vi.restoreAllMocks();
  });
  const file = join(await ownFolder(), 'file');
  await writeFile(file, '');
  await main(['init', join(file, 'below'), '--name', 'acme']);
  expect(said.mock.calls).toEqual([
    [expect.stringMatching(/^\S+file\/below\S* cannot be used: not a directory\.$/)],
  ]);
  expect(process.exitCode).toBe(1);
});

test('an error of this program is none of a file', async () => {
  const missing = Object.assign(new Error('ENOENT'), { code: 'ENOENT', errno: -2, path: '/bundle.js' });
  expect(fileRefusal(missing)).toBeUndefined();
  expect(fileRefusal(new Error('EACCES'))).toBeUndefined();
});
