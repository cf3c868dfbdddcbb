import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { unbuiltPackages } from './function-packages.ts';
import { openUnbuiltFunction } from './unbuilt-function.ts';

const examples = fileURLToPath(new URL('../../../../../examples/steps', import.meta.url));

test('a function in a language without a build runs from its own folder, and a saved line makes it new', async () => {
  const root = await mkdtemp(join(tmpdir(), 'darkroom-unbuilt-'));
  onTestFinished(() => rm(root, { recursive: true }));
  await cp(join(examples, 'colour'), join(root, 'packages/functions/colour'), { recursive: true });
  const [packageDir = ''] = await unbuiltPackages(root);
  const functionsDir = join(root, 'compiled');
  const opened = await openUnbuiltFunction(packageDir, { functionsDir });
  const described = JSON.parse(await readFile(join(functionsDir, 'colour/dist/function.json'), 'utf8'));
  expect(described).toMatchObject({
    folder: join(packageDir, 'code'),
    manifest: { name: 'colour', runtime: 'provided.al2023', trigger: { step: true } },
  });
  expect(opened.isMadeOf(new Set([join(packageDir, 'code/bootstrap')]))).toBe(true);
  expect(opened.isMadeOf(new Set([join(packageDir, 'function.json')]))).toBe(false);
});
