import { relative } from 'node:path';
import { expect, test } from 'vitest';
import { readWorkspace } from './workspace.ts';

const source = 'packages/local/local-aws/src';
const base = [
  'auth',
  'channels',
  'cloud',
  'event-patterns',
  'faults',
  'metrics',
  'protocol',
  'storage',
  'trail',
];

/** Which folders each folder may import besides itself; files beside the folders may import all. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(base.map((folder) => [folder, base])),
  services: base,
  console: base,
  gateway: base,
};

const arrows = (await readWorkspace())
  .flatMap(({ sources }) => sources)
  .filter(({ path, isTest }) => path.startsWith(`${source}/`) && !isTest)
  .flatMap(({ path, files }) =>
    files.map((file) => ({
      from: relative(source, path),
      to: relative(source, file.path),
      isType: file.isType,
    })),
  );

test('every folder of local-aws stands in a layer that has a rule', () => {
  const folders = arrows.map(({ from }) => folderOf(from)).filter((folder) => folder !== undefined);
  expect([...new Set(folders)].sort()).toEqual(Object.keys(allowed).sort());
});

test.each(Object.entries(allowed))('%s/ imports only the layers below it', (folder, below) => {
  const own = arrows.filter(({ from }) => folderOf(from) === folder);
  expect(written(own.filter(({ to }) => ![folder, ...below].includes(folderOf(to) ?? '')))).toEqual([]);
});

test('cloud/ imports types alone, so that what its contracts name can build on it', () => {
  expect(written(arrows.filter(({ from, isType }) => folderOf(from) === 'cloud' && !isType))).toEqual([]);
});

test('a service imports no other service', () => {
  const between = arrows.filter(({ from, to }) => {
    const [importer, imported] = [serviceOf(from), serviceOf(to)];
    return importer !== undefined && imported !== undefined && importer !== imported;
  });
  expect(written(between)).toEqual([]);
});

test('start-local-aws.ts alone knows all services', () => {
  const importers = arrows.filter(({ to }) => to === 'services/index.ts').map(({ from }) => from);
  expect(importers).toEqual(['start-local-aws.ts']);
  const others = arrows.filter(
    ({ from, to }) => folderOf(from) !== 'services' && serviceOf(to) !== undefined,
  );
  expect(written(others)).toEqual([]);
});

test('nothing imports the console: it is loaded when somebody opens it', () => {
  const importers = arrows.filter(
    ({ from, to }) => folderOf(to) === 'console' && folderOf(from) !== 'console',
  );
  expect(written(importers)).toEqual([]);
});

/** `services` of `services/s3/index.ts`. */
function folderOf(path: string): string | undefined {
  return path.includes('/') ? path.split('/')[0] : undefined;
}

/** `s3` of `services/s3/index.ts`. */
function serviceOf(path: string): string | undefined {
  return /^services\/([^/]+)\//.exec(path)?.[1];
}

function written(found: typeof arrows): string[] {
  return found.map(({ from, to }) => `${from} imports ${to}`);
}
