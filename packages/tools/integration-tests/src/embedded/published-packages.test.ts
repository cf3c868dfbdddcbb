import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { CreateBucketCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { session } from '@darkroom/localstack-client';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const published = ['local/local-aws', 'local/local-console', 'core/image-url'];

let project: string; // somebody else's, with nothing but the packed packages

beforeAll(async () => {
  project = await mkdtemp(join(tmpdir(), 'published-'));
  const tarballs = await Promise.all(published.map(pack));
  await writeFile(join(project, 'package.json'), JSON.stringify({ type: 'module' }));
  await run('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', ...tarballs], { cwd: project });
});
afterAll(() => rm(project, { recursive: true, force: true }));

async function pack(path: string): Promise<string> {
  const tarball = join(project, `${path.replace('/', '-')}.tgz`);
  const pnpm = join(root, 'node_modules/.bin/pnpm');
  await run(pnpm, ['pack', '--out', tarball], { cwd: join(root, 'packages', path) });
  return tarball;
}

test.each(published)('%s has a licence and a README, and no test', async (path) => {
  const { stdout } = await run('tar', ['tzf', join(project, `${path.replace('/', '-')}.tgz`)]);
  const files = stdout.trim().split('\n');
  expect(files).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md']));
  expect(files.filter((file) => /\.test\.|testing\/|tsconfig/.test(file))).toEqual([]);
});

test('npx local-aws is a cloud by itself, with its console', async () => {
  const cloud = spawn('npx', ['local-aws', '--port', '0', '--json'], {
    cwd: project,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true, // npx starts a shell: the whole group is ended
  });
  try {
    const [line] = await once(createInterface({ input: cloud.stdout }), 'line');
    const { endpoint } = JSON.parse(line);

    const s3 = session({ endpoint }).client(S3Client);
    await s3.send(new CreateBucketCommand({ Bucket: 'photos' }));
    const { Buckets } = await s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).toEqual(['photos']);

    // Only browsers know that every name in `localhost` is this machine.
    const [console] = await once(get(`${endpoint}/`, { headers: { host: '_local.localhost' } }), 'response');
    expect(await text(console)).toContain('<title>');
  } finally {
    if (cloud.pid !== undefined) process.kill(-cloud.pid, 'SIGTERM');
    await once(cloud, 'close');
  }
});

test('image-url builds an address without anything else', async () => {
  const script = `
    import { imageUrls } from '@darkroom/image-url';
    console.log(imageUrls({ base: 'https://d1.cloudfront.net' }).preset('0'.repeat(32), 'large'));
  `;
  await writeFile(join(project, 'script.mjs'), script);
  const { stdout } = await run(process.execPath, ['script.mjs'], { cwd: project });
  expect(stdout.trim()).toBe(`https://d1.cloudfront.net/${'0'.repeat(32)}/large`);
  const installed = join(project, 'node_modules/@darkroom/image-url/package.json');
  expect(JSON.parse(await readFile(installed, 'utf8')).dependencies).toBeUndefined();
});
