import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../s3/testing/temporary-folder.ts';
import { startLambda } from '../testing/start-lambda.ts';
import { zipOf } from '../testing/zip-of.ts';
import { createCodeStore } from './code-store.ts';

const limit = 262_144_000;
const notAZip = 'Could not unzip uploaded file. Please check your file, then try to upload again.';

async function openCodeStore() {
  const root = await temporaryFolder();
  const log = { info() {}, warn() {}, error() {} };
  const store = await createCodeStore(root, { log, storage: { writeFiles: (write) => write() } });
  return { store, kept: () => readdir(root) };
}

test('the log says why a file could not be unzipped, the answer what Lambda says', async () => {
  const warnings: string[] = [];
  const log = { info() {}, warn: (message: string) => void warnings.push(message), error() {} };
  const { create } = await startLambda({ log });

  await expect(create('resize', '', { Code: { ZipFile: Buffer.from('no zip') } })).rejects.toMatchObject({
    name: 'InvalidParameterValueException',
    message: notAZip,
  });

  expect(warnings).toContainEqual(expect.stringContaining('nd of central directory record'));
});

test('a zip that is larger than Lambda takes when it is unzipped is refused, and leaves nothing', async () => {
  const { store, kept } = await openCodeStore();
  const half = Buffer.alloc(limit / 2);
  await expect(store.add(await zipOf({ 'a.bin': half, 'b.bin': half }))).rejects.toMatchObject({
    code: 'InvalidParameterValueException',
    message: 'Unzipped size must be smaller than 262144000 bytes',
  });
  expect(await kept()).toEqual(['package.json']);
});

test('a zip that says less than it holds is refused, and leaves nothing', async () => {
  const { store, kept } = await openCodeStore();
  const size = 5_000_000;
  const zip = await zipOf({ 'a.bin': Buffer.alloc(size) });
  for (let at = zip.indexOf(uint32(size)); at >= 0; at = zip.indexOf(uint32(size))) zip.set(uint32(10), at);
  await expect(store.add(zip)).rejects.toMatchObject({ message: notAZip });
  expect(await kept()).toEqual(['package.json']);
});

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number);
  return bytes;
}

test('empty files and folders count, too', async () => {
  const { store, kept } = await openCodeStore();
  const deep = Array.from({ length: 90 }, (_, n) => [`${n}/${'a/'.repeat(3000)}x`, ''] as const);
  await expect(store.add(await zipOf(Object.fromEntries(deep)))).rejects.toMatchObject({
    message: expect.stringMatching(/^Unzipped size/),
  });
  expect(await kept()).toEqual(['package.json']);
});

test('files keep their modes, folders and links are there, and a link leads nothing out of the zip', async () => {
  const { store } = await openCodeStore();
  const outside = await temporaryFolder();
  const link = { 'a/link': { linkTo: outside } };
  const { sha256 } = await store.add(await zipOf({ bootstrap: 'run', 'a/b.txt': 'text', ...link }));
  const folder = store.folder(sha256);
  expect((await stat(join(folder, 'bootstrap'))).mode & 0o777).toBe(0o755);
  expect(await readFile(join(folder, 'a/b.txt'), 'utf8')).toBe('text');
  expect(await readlink(join(folder, 'a/link'))).toBe(outside);

  for (const name of ['a/link/x', 'a/link/new/deep/x']) {
    await expect(store.add(await zipOf(link, { [name]: '' }))).rejects.toMatchObject({ message: notAZip });
  }
  await store.add(await zipOf({ 'a/link': { linkTo: join(outside, 'x') } }, { 'a/link': 'text' }));
  expect(await readdir(outside)).toEqual([]);
});
