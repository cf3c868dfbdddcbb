import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import extract from 'extract-zip';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildFunction } from './build-function.ts';
import { hostTarget } from './target.ts';

const packageDir = fileURLToPath(new URL('..', import.meta.url));

/** A function package, inside this one so that it finds sharp. */
async function functionPackage(files: Record<string, string>): Promise<string> {
  await mkdir(join(packageDir, 'node_modules/.cache'), { recursive: true });
  const folder = await mkdtemp(join(packageDir, 'node_modules/.cache/function-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [path, content] of Object.entries({ 'package.json': '{"type":"module"}', ...files })) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
  return folder;
}

/** Runs the zip's handler in a Node process of its own, away from every node_modules but the zip's. */
async function invoke(zip: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-zip-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await extract(zip, { dir: folder });
  const script = "import('./index.mjs').then((m) => m.handler()).then((r) => console.log(JSON.stringify(r)))";
  const { stdout } = await promisify(execFile)(process.execPath, ['-e', script], { cwd: folder });
  return JSON.parse(stdout);
}

describe('buildFunction', () => {
  it('makes a zip of one module that runs anywhere', async () => {
    const folder = await functionPackage({
      'src/lambda.ts': `
        import { readFile } from 'node:fs/promises';
        import old from './old.cjs';
        class UploadError extends Error {}
        export const handler = async (): Promise<unknown> => {
          const page = await readFile(new URL('./site/pages/index.html', import.meta.url), 'utf8');
          return { page, old, name: UploadError.name };
        };`,
      'package.json': JSON.stringify({ type: 'module', bundledFolders: { site: '@example/site' } }),
      'node_modules/@example/site/package.json': '{}',
      'node_modules/@example/site/dist/pages/index.html': '<h1>Gallery</h1>',
      'src/old.cjs': "module.exports = require('node:path').basename('/a/b');",
    });
    const artifact = await buildFunction(folder, hostTarget());
    const zip = await readFile(join(folder, 'dist/function.zip'));
    expect(artifact).toEqual({
      architecture: 'any',
      platform: 'any',
      sha256: createHash('sha256').update(zip).digest('base64'),
      bytes: zip.byteLength,
    });
    expect(JSON.parse(await readFile(join(folder, 'dist/function.json'), 'utf8'))).toEqual(artifact);
    expect(await invoke(join(folder, 'dist/function.zip'))).toEqual({
      page: '<h1>Gallery</h1>',
      old: 'b',
      name: 'UploadError',
    });
  });

  it('brings sharp with its binaries where it is imported, and the same bytes each time', async () => {
    const source = `
      import sharp from 'sharp';
      export const handler = async () => (await sharp({ create: { width: 2, height: 3, channels: 3, background: 'red' } }).webp().toBuffer({ resolveWithObject: true })).info.height;`;
    const [first, second] = [
      await functionPackage({ 'src/lambda.ts': source }),
      await functionPackage({ 'src/lambda.ts': source }),
    ];
    const artifact = await buildFunction(first, hostTarget());
    const { platform, architecture } = hostTarget();
    expect(artifact).toMatchObject({ platform, architecture });
    expect(await invoke(join(first, 'dist/function.zip'))).toBe(3);
    expect(await buildFunction(second, hostTarget())).toEqual(artifact);
  });

  it('says what is wrong with the sources', async () => {
    await expect(buildFunction(await functionPackage({}), hostTarget())).rejects.toMatchObject({
      code: 'MissingEntry',
    });
    const early = await functionPackage({
      'src/lambda.ts': 'export const handler = async () => 1;',
      'package.json': JSON.stringify({ type: 'module', bundledFolders: { site: '@example/site' } }),
      'node_modules/@example/site/package.json': '{}',
    });
    await expect(buildFunction(early, hostTarget())).rejects.toMatchObject({
      code: 'NotBuilt',
      message: expect.stringContaining('build @example/site first'),
    });
    const broken = await functionPackage({
      'src/lambda.ts': "import { x } from './nowhere.ts'; export { x };",
    });
    await expect(buildFunction(broken, hostTarget())).rejects.toMatchObject({
      code: 'CompileFailed',
      message: expect.stringContaining('./nowhere.ts'),
    });
  });
});
