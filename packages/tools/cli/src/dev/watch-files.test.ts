import { mkdir, mkdtemp, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { watchFiles } from './watch-files.ts';

/** A watched folder and a watched file beside one that nobody watches; `told` are the paths from there, in turn. */
async function watched() {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'watch-files-')));
  const told: string[] = [];
  await mkdir(join(root, 'sources/inner'), { recursive: true });
  await writeFile(join(root, 'config.ts'), '');
  const watcher = await watchFiles(root, [join(root, 'sources'), join(root, 'config.ts')], async (files) => {
    told.push(...[...files].map((file) => file.slice(root.length + 1)));
  });
  onTestFinished(async () => {
    await watcher.close();
    await rm(root, { recursive: true });
  });
  return {
    told,
    write: (file: string) => writeFile(join(root, file), String(told.length)),
    remove: (file: string) => rm(join(root, file)),
    rename: (from: string, to: string) => rename(join(root, from), join(root, to)),
  };
}

test('a file that was removed and comes again, as with git switch, is watched as before', async () => {
  const { told, write, remove } = await watched();
  for (const file of ['config.ts', 'sources/inner/a.ts'])
    for (const change of [write, remove, write, write]) {
      const before = told.length;
      await change(file);
      await expect.poll(() => told.slice(before)).toEqual([file]);
    }
});

test('what lies beside, tests and what was built are nobody’s concern', async () => {
  const { told, write, rename } = await watched();
  await write('other.ts');
  await write('sources/a.test.ts');
  await write('sources/a.ts');
  await expect.poll(() => told).toEqual(['sources/a.ts']);
  await rename('sources/a.ts', 'sources/inner/b.ts');
  await expect.poll(() => told.slice(1).toSorted()).toEqual(['sources/a.ts', 'sources/inner/b.ts']);
});
