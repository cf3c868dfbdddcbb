import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join, relative } from 'node:path';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { readme } from './readme.ts';
import { checkedOutCommit, repositoryFiles, scriptsLeftOut } from './repository-files.ts';
import { vitestConfig } from './vitest-config.ts';

const manifestSchema = z.looseObject({ version: z.string(), scripts: z.record(z.string(), z.string()) });

export interface NewRepository {
  readonly folder: string;
  readonly name: string;
  readonly files: number;
  /** The commit of Darkroom that it was made from. */
  readonly commit: string;
  /** Whether its files are its first commit; without a name and an address for Git they are only staged. */
  readonly committed: boolean;
}

/**
 * Makes a repository of the parts of this checkout that are deployed or run, with `name` in its configuration. Throws
 * `CliError` if the folder is not empty or is inside this checkout.
 */
export function writeRepository(root: string, folder: string, name: string): NewRepository {
  checkFolder(root, folder);
  const files = repositoryFiles(root).filter((path) => existsSync(join(root, path)));
  const commit = checkedOutCommit(root);
  for (const path of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    cpSync(join(root, path), join(folder, path));
  }
  const { version } = writeManifest(folder, name);
  writeConfig(folder, name);
  writeFileSync(join(folder, 'README.md'), readme({ name, version, commit }));
  writeFileSync(join(folder, 'vitest.config.ts'), vitestConfig);
  return {
    folder,
    name,
    commit,
    files: files.length + 2,
    committed: commitAll(folder, `Darkroom ${version} (${commit})`),
  };
}

function checkFolder(root: string, folder: string): void {
  const fromRoot = relative(root, folder);
  if (!fromRoot.startsWith('..') && !isAbsolute(fromRoot)) {
    throw new CliError(
      'InsideCheckout',
      `${folder} is inside this checkout. Choose a folder outside of it.`,
      2,
    );
  }
  if (existsSync(folder) && readdirSync(folder).length > 0)
    throw new CliError('FolderNotEmpty', `${folder} is not empty. Choose a new folder.`, 2);
}

function writeManifest(folder: string, name: string): { version: string } {
  const file = join(folder, 'package.json');
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const scripts = Object.fromEntries(
    Object.entries(manifest.scripts).filter(([script]) => !scriptsLeftOut.includes(script)),
  );
  writeFileSync(file, `${JSON.stringify({ ...manifest, name, scripts }, null, 2)}\n`);
  return manifest;
}

/** The name is part of every resource's name, so two teams of one account do not meet. */
function writeConfig(folder: string, name: string): void {
  const file = join(folder, 'darkroom.config.ts');
  const config = readFileSync(file, 'utf8');
  const named = config.replace(/^( {2}name: )'[^']*'/m, `$1'${name}'`);
  if (!named.includes(`name: '${name}'`))
    throw new CliError('NoNameInConfig', `There is no line name: '…' in ${file} to write the new name into.`);
  writeFileSync(file, named);
}

function commitAll(folder: string, message: string): boolean {
  const git = (...args: string[]) => spawnSync('git', ['-C', folder, ...args]).status === 0;
  return (
    git('init', '--initial-branch', 'main') && git('add', '--all') && git('commit', '--message', message)
  );
}
