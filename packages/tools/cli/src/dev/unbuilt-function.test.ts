import { spawnSync } from 'node:child_process';
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { unbuiltPackages } from './function-packages.ts';
import { openUnbuiltFunction } from './unbuilt-function.ts';

const examples = fileURLToPath(new URL('../../../../../examples/steps', import.meta.url));
const hasPython = spawnSync('python3', ['-c', '']).status === 0;

/** An example of a step in a workspace of its own, as `pnpm dev` runs it when it has started. */
async function opened(name: string) {
  const root = await mkdtemp(join(tmpdir(), 'darkroom-unbuilt-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(join(examples, name), join(root, 'packages/functions', name), { recursive: true });
  const [packageDir = ''] = await unbuiltPackages(root);
  const functionsDir = join(root, 'compiled');
  const edited = await openUnbuiltFunction(packageDir, { functionsDir });
  expect(await edited.compile()).toBe(true);
  await edited.publish();
  const described = JSON.parse(await readFile(join(functionsDir, name, 'dist/function.json'), 'utf8'));
  return {
    edited,
    packageDir,
    described,
    runs: (file: string) => readFile(join(edited.folder, file), 'utf8'),
  };
}

test('a function in a language without a build runs from a copy of its folder, and a saved line makes it new', async () => {
  const { edited, packageDir, described, runs } = await opened('colour');
  const bootstrap = join(packageDir, 'code/bootstrap');
  expect(described).toMatchObject({
    folder: edited.folder,
    manifest: { name: 'colour', runtime: 'provided.al2023', trigger: { step: true } },
  });
  expect(edited.isMadeOf(new Set([bootstrap]))).toBe(true);
  expect(edited.isMadeOf(new Set([join(packageDir, 'function.json')]))).toBe(false);

  expect(await edited.compile()).toBe(false); // a file of an editor came and went
  await appendFile(bootstrap, '# edited\n');
  expect(await edited.compile()).toBe(true);
  expect(await runs('bootstrap')).not.toContain('# edited');
  await edited.publish();
  expect(await runs('bootstrap')).toContain('# edited');

  await writeFile(join(packageDir, 'code/more.txt'), 'more');
  await edited.compile();
  await edited.publish();
  await rm(join(packageDir, 'code/more.txt'));
  expect(await edited.compile()).toBe(true);
  await edited.publish();
  await expect(runs('more.txt')).rejects.toThrow('ENOENT');
});

test('bash that cannot be read is refused with its line, until it is mended', async () => {
  const { edited, packageDir } = await opened('colour');
  const bootstrap = join(packageDir, 'code/bootstrap');
  const good = await readFile(bootstrap);
  await appendFile(bootstrap, 'if then fi (\n');
  await expect(edited.compile()).rejects.toMatchObject({
    code: 'CompileFailed',
    message: expect.stringMatching(/^bootstrap: line \d+: syntax error/),
  });
  await writeFile(bootstrap, good);
  expect(await edited.compile()).toBe(true);
});

test.skipIf(!hasPython)(
  'Python that cannot be read is refused as Python says it, and the last good copy stays (skipped without python3)',
  async () => {
    const { edited, packageDir, runs } = await opened('moderate');
    const source = join(packageDir, 'code/moderate.py');
    const good = await readFile(source, 'utf8');
    await appendFile(source, 'def broken(:\n');
    await expect(edited.compile()).rejects.toMatchObject({
      code: 'CompileFailed',
      message: expect.stringMatching(/File "moderate\.py", line \d+\n {4}def broken\(:\n.*SyntaxError/s),
    });
    expect(await runs('moderate.py')).toBe(good);

    await writeFile(source, good.replace('checked', 'looked at'));
    expect(await edited.compile()).toBe(true);
  },
);
