import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type LocalAws, startLocalAws } from '@darkroom/local-aws';
import { afterAll, beforeAll, expect, test } from 'vitest';

const packageDir = fileURLToPath(new URL('..', import.meta.url));
const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
const tsc = join(dirname(typescript), 'bin/tsc');
const run = promisify(execFile);

let folder: string; // of somebody else's project, with the packed package and an SDK client installed
let files: string[];
let aws: LocalAws;

beforeAll(async () => {
  [folder, aws] = await Promise.all([
    mkdtemp(join(tmpdir(), 'localstack-client-')),
    startLocalAws({ port: 0 }),
  ]);
  const { tarball, packed } = await pack(join(folder, 'package'));
  files = packed;
  await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });
  await mkdir(join(folder, 'node_modules/@aws-sdk'));
  await symlink(
    join(packageDir, 'node_modules/@aws-sdk/client-s3'),
    join(folder, 'node_modules/@aws-sdk/client-s3'),
  );
}, 120_000);
afterAll(async () => {
  await aws?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Builds and packs a copy, so that no test that runs meanwhile finds `dist` half written. */
async function pack(copy: string): Promise<{ tarball: string; packed: string[] }> {
  for (const entry of ['package.json', 'README.md', 'LICENSE', 'src'])
    await cp(join(packageDir, entry), join(copy, entry), { recursive: true });
  const project = join(packageDir, 'tsconfig.build.json');
  await run(process.execPath, [tsc, '-p', project, '--outDir', join(copy, 'dist')]);
  const { stdout } = await run('npm', ['pack', '--json', '--ignore-scripts'], { cwd: copy });
  const [result] = Object.values(JSON.parse(stdout)) as [{ filename: string; files: { path: string }[] }];
  return { tarball: join(copy, result.filename), packed: result.files.map(({ path }) => path) };
}

async function runScript(script: string) {
  await writeFile(join(folder, 'script.mjs'), script);
  const environment = { PATH: process.env.PATH, AWS_ENDPOINT_URL: aws.endpoint };
  return run(process.execPath, ['script.mjs'], { cwd: folder, env: environment });
}

test('the package holds what its users need, and no test', () => {
  expect(files).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'package.json', 'dist/index.js', 'dist/index.d.ts']),
  );
  expect(files.filter((path) => /\.test\.|tsconfig|node_modules/.test(path))).toEqual([]);
});

test('what it installs names no other package of this repository', async () => {
  const installed = join(folder, 'node_modules/@darkroom/localstack-client/package.json');
  const {
    private: isPrivate,
    dependencies,
    peerDependencies,
  } = JSON.parse(await readFile(installed, 'utf8'));
  expect({ isPrivate, dependencies, peerDependencies }).toEqual({});
});

test('the example of the README runs in plain JavaScript', async () => {
  const readme = await readFile(join(packageDir, 'README.md'), 'utf8');
  const [, example = ''] = /```js\n(.*?)```/s.exec(readme) ?? [];

  const { stdout } = await runScript(example);

  expect(stdout.trim()).toBe("[ 'photos' ]");
});

test('an error can be told by its class and its code', async () => {
  const { stdout } = await runScript(`
    import { NotReadyError, session } from '@darkroom/localstack-client';
    const nowhere = session({ endpoint: 'http://127.0.0.1:9' });
    await nowhere.waitUntilReady({ timeoutMs: 0 }).catch((error) => {
      console.log(error instanceof NotReadyError, error.code);
    });
  `);

  expect(stdout.trim()).toBe('true NotReady');
});

test.each(['NodeNext', 'Bundler'])('its types hold for a user who resolves modules as %s', async (how) => {
  await writeFile(
    join(folder, 'user.ts'),
    `import { S3Client } from '@aws-sdk/client-s3';
     import { type Health, session } from '@darkroom/localstack-client';
     export const s3: S3Client = session().client(S3Client, { maxAttempts: 1 });
     export const health: Promise<Health> = session().waitUntilReady({ timeoutMs: 1000 });
     // @ts-expect-error a client's own configuration is checked
     session().client(S3Client, { maxAttempts: {} });
    `,
  );
  const resolution = how === 'NodeNext' ? [] : ['--moduleResolution', how];
  const kind = ['--module', how === 'NodeNext' ? how : 'ESNext', ...resolution];

  await run(
    process.execPath,
    [tsc, '--noEmit', '--strict', '--skipLibCheck', '--target', 'ES2023', ...kind, 'user.ts'],
    {
      cwd: folder,
    },
  );
});
