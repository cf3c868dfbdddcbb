import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { writeFunctionFolder } from '../function-folder.ts';
import { openCompiler, type Recompiled } from './open-compiler.ts';

const packages = {
  'node_modules/new/package.json': '{"type":"module","main":"all.js","sideEffects":false}',
  'node_modules/new/all.js':
    "export { default as grain } from './grain.js'; export const paper = 'paper'; export const ink = 'ink';",
  'node_modules/new/grain.js': "import { shared } from './shared.js'; export default shared;",
  'node_modules/new/shared.js': 'export const shared = {};',
  'node_modules/old/package.json': '{}',
  'node_modules/old/index.js': "exports.__esModule = true; exports.default = 'own'; exports.lens = 'lens';",
};

async function edited() {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'darkroom-recompile-')));
  onTestFinished(() => rm(folder, { recursive: true }));
  async function save(path: string, content: string): Promise<void> {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  const packageDir = join(folder, 'print');
  await save('config.json', '{}');
  for (const [path, text] of Object.entries(packages)) await save(`print/${path}`, text);
  await save('print/package.json', '{"type":"module"}');
  await save('print/src/lambda.ts', '');
  const compiler = await openCompiler(packageDir, join(folder, 'config.json'));
  onTestFinished(() => compiler.close());
  return {
    packageDir,
    async compile(lambda: string) {
      await save('print/src/lambda.ts', lambda);
      return compiler.compile();
    },
    /** What its handler answers, in a process that finds no packages elsewhere. */
    async run(compiled: Recompiled): Promise<unknown> {
      const code = join(folder, 'code');
      await writeFunctionFolder(packageDir, compiled, code);
      const script =
        "import('./index.mjs').then(async (m) => console.log(JSON.stringify(await m.handler())))";
      return JSON.parse((await promisify(execFile)(process.execPath, ['-e', script], { cwd: code })).stdout);
    },
  };
}

const modulesOf = ({ packages: files }: Recompiled) => [...files.keys()].sort();

test('a saved line leaves the packages as they are; another name of one brings it, and what ran before still runs', async () => {
  const { compile, run } = await edited();
  const first = await compile("import { paper } from 'new'; export const handler = () => [paper, 1];");
  expect(await run(first)).toEqual(['paper', 1]);
  const second = await compile("import { paper } from 'new'; export const handler = () => [paper, 2];");
  expect(second.packages).toBe(first.packages);
  expect(await run(second)).toEqual(['paper', 2]);
  const third = await compile("import { ink as paper } from 'new'; export const handler = () => [paper, 3];");
  expect(modulesOf(third)).not.toEqual(modulesOf(first));
  expect(await run(third)).toEqual(['ink', 3]);
  expect(await run(second)).toEqual(['paper', 2]);
});

test('packages are imported as the zip has them: CommonJS by its default and as a whole, and one instance for all', async () => {
  const { compile, run } = await edited();
  const compiled = await compile(`
    import old, { lens } from 'old';
    import * as whole from 'old';
    import * as all from 'new';
    import grain from 'new/grain.js';
    export const handler = () => [old.default, lens, whole.lens, all.ink, all.grain === grain];`);
  expect(await run(compiled)).toEqual(['own', 'lens', 'lens', 'ink', true]);
});

test('a debugger finds the sources, wherever the code runs', async () => {
  const { compile, packageDir } = await edited();
  const { sourceMap } = await compile("import { paper } from 'new'; export const handler = () => paper;");
  const { sourceRoot, sources } = JSON.parse(Buffer.from(sourceMap).toString());
  expect(sources.map((source: string) => new URL(source, sourceRoot).href)).toEqual([
    pathToFileURL(join(packageDir, 'src/lambda.ts')).href,
  ]);
});

test('a name that a package does not have is told', async () => {
  const { compile } = await edited();
  await expect(compile("import { glue } from 'new'; export const handler = () => glue;")).rejects.toThrow(
    /glue/,
  );
});
