import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { repositoryFiles } from './repository-files.ts';
import { type NewRepository, writeRepository } from './write-repository.ts';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));

let folder: string;
let made: NewRepository;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'darkroom-init-'));
  made = writeRepository(root, folder, 'acme');
});
afterAll(() => rmSync(folder, { recursive: true }));

function read(path: string): string {
  return readFileSync(join(folder, path), 'utf8');
}

function manifests(): { path: string; manifest: { name: string; [kind: string]: unknown } }[] {
  return repositoryFiles(root)
    .filter((path) => /^(packages\/[^/]+\/[^/]+\/|infra\/|)package\.json$/.test(path))
    .map((path) => ({ path, manifest: JSON.parse(read(path)) }));
}

test('the new repository has its own name, README and history, and the tool that made it', () => {
  expect(made).toMatchObject({ folder, name: 'acme', commit: expect.stringMatching(/^[0-9a-f]{7,}$/) });
  expect(JSON.parse(read('package.json')).name).toBe('acme');
  expect(read('darkroom.config.ts')).toContain("name: 'acme',");
  expect(read('README.md')).toMatch(/^# acme\n/);
  expect(existsSync(join(folder, '.git'))).toBe(true);
  expect(existsSync(join(folder, 'packages/tools/cli/src/main.ts'))).toBe(true);
});

test('every package that one of its packages needs is there', () => {
  const names = new Set(manifests().map(({ manifest }) => manifest.name));
  const missing = manifests().flatMap(({ path, manifest: { dependencies, devDependencies } }) =>
    Object.entries({ ...(dependencies as object), ...(devDependencies as object) })
      .filter(([name, version]) => String(version).startsWith('workspace:') && !names.has(name))
      .map(([name]) => `${path}: ${name}`),
  );
  expect(names.size).toBeGreaterThan(15);
  expect(missing).toEqual([]);
});

test('every file that a script or an import of it names is there', () => {
  const scripts = Object.values(JSON.parse(read('package.json')).scripts as Record<string, string>);
  const projects = scripts.flatMap((script) => script.match(/(?<=--project '?)[\w-]+/g) ?? []);
  expect(new Set(projects)).toEqual(new Set(['unit']));
  expect(read('vitest.config.ts')).toContain("name: 'unit',");
  const named = scripts.flatMap((script) => script.match(/(scripts|packages)\/\S+\.(m?js|ts)/g) ?? []);
  const sources = named.map((path) => path.replace('/dist/', '/src/').replace(/(packages.*)\.js$/, '$1.ts'));
  expect(sources.filter((path) => !existsSync(join(folder, path)))).toEqual([]);

  const code = repositoryFiles(root).filter((path) => /\.(ts|tsx|mjs)$/.test(path));
  const lost = code.flatMap((path) =>
    [...read(path).matchAll(/^(?:import|export) [^'"]*?from '(\.{1,2}\/[^']+\.(?:ts|tsx|mjs))';$/gm)]
      .map(([, target = '']) => join(dirname(path), target))
      .filter((target) => !existsSync(join(folder, target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(code.length).toBeGreaterThan(500);
  expect(lost).toEqual([]);
});

test('each page that its README names is there', () => {
  const links = [...read('README.md').matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
  expect(links.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
});

test('a folder that is not empty, or is inside the checkout, is left as it is', () => {
  expect(() => writeRepository(root, folder, 'acme')).toThrow(
    expect.objectContaining({ code: 'FolderNotEmpty' }),
  );
  expect(() => writeRepository(root, join(root, 'packages/new'), 'acme')).toThrow(
    expect.objectContaining({ code: 'InsideCheckout' }),
  );
});
