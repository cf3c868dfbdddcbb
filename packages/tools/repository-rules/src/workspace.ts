import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writtenFiles } from './written-files.ts';

export const root = fileURLToPath(new URL('../../../..', import.meta.url));

export interface WorkspacePackage {
  /** `imaging`, without the scope. */
  readonly name: string;
  /** Its folder in `packages/`; infra is a room of its own. */
  readonly room: string;
  readonly directory: string;
  readonly dependencies: ReadonlySet<string>;
  readonly devDependencies: ReadonlySet<string>;
  readonly sources: readonly SourceFile[];
}

export interface SourceFile {
  readonly path: string;
  /** Tests, and files that only tests use. */
  readonly isTest: boolean;
  readonly lines: number;
  /** Package names imported, without sub paths; relative and `node:` imports are left out. */
  readonly imports: readonly string[];
  /** Files imported by relative paths, from the root of the repository. */
  readonly files: readonly ImportedFile[];
}

export interface ImportedFile {
  readonly path: string;
  /** Whether it is an `import type`, which does not exist at run time. */
  readonly isType: boolean;
}

export async function readWorkspace(): Promise<WorkspacePackage[]> {
  return Promise.all([...(await packageDirectories()), 'infra'].map(readPackage));
}

/** `packages/core/imaging` and the others, from the root of the repository. */
export async function packageDirectories(): Promise<string[]> {
  const rooms = await readdir(join(root, 'packages'));
  const packages = rooms.map(async (room) =>
    (await readdir(join(root, 'packages', room))).map((name) => join('packages', room, name)),
  );
  return (await Promise.all(packages)).flat();
}

async function readPackage(directory: string): Promise<WorkspacePackage> {
  const manifest = JSON.parse(await readFile(join(root, directory, 'package.json'), 'utf8'));
  const written = (await writtenFiles(join(root, directory))).filter((file) => /\.(tsx?|mjs)$/.test(file));
  return {
    name: manifest.name.replace('@darkroom/', ''),
    room: directory.split('/').at(1) ?? directory,
    directory,
    dependencies: new Set(Object.keys(manifest.dependencies ?? {})),
    devDependencies: new Set(Object.keys(manifest.devDependencies ?? {})),
    sources: await Promise.all(written.map((file) => readSource(join(directory, file)))),
  };
}

async function readSource(path: string): Promise<SourceFile> {
  const text = await readFile(join(root, path), 'utf8');
  const statements = [...text.matchAll(/^(?:import|export)(\s+type\s)?[^'";]*?from\s+'([^']+)'/gms)];
  const imported = statements.map(([, type, specifier = '']) => ({ specifier, isType: type !== undefined }));
  const specifiers = imported.map(({ specifier }) => specifier);
  return {
    path,
    isTest: path.endsWith('.test.ts') || /\/test(ing)?\//.test(path),
    lines: text.trimEnd().split('\n').length,
    imports: specifiers.filter((specifier) => !/^(\.|node:)/.test(specifier)).map(packageOf),
    files: imported
      .filter(({ specifier }) => specifier.startsWith('.'))
      .map(({ specifier, isType }) => ({ path: join(dirname(path), specifier), isType })),
  };
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
