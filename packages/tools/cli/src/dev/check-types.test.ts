import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { openTypeCheck } from './check-types.ts';

const modules = fileURLToPath(new URL('../../../../../node_modules', import.meta.url));

/** A workspace of one function, and its type check. */
async function open(files: Readonly<Record<string, string>>) {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'darkroom-types-')));
  onTestFinished(() => rm(root, { recursive: true }));
  async function save(path: string, text: string): Promise<string> {
    const file = join(root, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    return file;
  }
  const compilerOptions = { module: 'NodeNext', strict: true, types: [], allowImportingTsExtensions: true };
  await save('tsconfig.base.json', JSON.stringify({ compilerOptions }));
  await save('package.json', '{ "type": "module" }');
  await save('darkroom.config.ts', 'export default {};');
  for (const [path, text] of Object.entries(files)) await save(`packages/functions/own/src/${path}`, text);
  await symlink(modules, join(root, 'node_modules'));
  const types = openTypeCheck({ root, folder: root });
  onTestFinished(() => types.close());
  return {
    types,
    /** What is wrong after a file of the function was saved, or removed. */
    async after(path: string, text?: string) {
      const file = join(root, 'packages/functions/own/src', path);
      if (text === undefined) await rm(file);
      else await save(`packages/functions/own/src/${path}`, text);
      const near = await types.checkSome(
        new Set([join(root, 'packages/functions/own/src/lambda.ts'), file]),
        new Set([file]),
      );
      expect(await types.checkAll()).toEqual(near);
      return near.map((fault) => fault.text);
    },
  };
}

test('a fault is told with its place, also where another file causes it, until it is mended', async () => {
  const { types, after } = await open({
    'lambda.ts':
      "import { size } from './size.ts';\nimport config from '@darkroom/pipeline-config/config.json' with { type: 'json' };\n/* 写真 é */ export const handler = async (): Promise<number> => size + config.name.length;\n",
    'size.ts': 'export const size = 1;',
  });
  expect(await types.checkAll()).toEqual([]);
  const wrong =
    "packages/functions/own/src/lambda.ts(3,64): error TS2322: Type 'string' is not assignable to type 'number'.";
  expect(await after('size.ts', "export const size = 'large';")).toEqual([wrong]);
  expect(await after('size.ts', 'export const size = 2;')).toEqual([]);
});

test('files that come and go are seen', async () => {
  const { after } = await open({ 'lambda.ts': "export { handler } from './later.ts';\n" });
  expect(await after('later.ts', 'export const handler = async () => 1;')).toEqual([]);
  expect(await after('later.ts')).toEqual([expect.stringContaining("Cannot find module './later.ts'")]);
});
