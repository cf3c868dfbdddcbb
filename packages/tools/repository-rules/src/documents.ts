import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageDirectories, root } from './workspace.ts';
import { writtenFiles } from './written-files.ts';

export interface Document {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/** README.md, docs/*.md, and the README of every package and example. */
export async function readDocuments(): Promise<Document[]> {
  const docs = (await readdir(join(root, 'docs'))).filter((file) => file.endsWith('.md'));
  const examples = (await writtenFiles(join(root, 'examples'))).filter((file) =>
    /(^|\/)README\.md$/.test(file),
  );
  return readAll([
    'README.md',
    ...docs.map((file) => join('docs', file)),
    ...examples.map((file) => join('examples', file)),
    ...[...(await packageDirectories()), 'infra'].map((folder) => join(folder, 'README.md')),
  ]);
}

/** The GitHub workflows and this repository's own CI. */
export async function readWorkflows(): Promise<Document[]> {
  const folder = '.github/workflows';
  const workflows = await readdir(join(root, folder));
  return readAll(['.ci/run', ...workflows.map((file) => join(folder, file))]);
}

function readAll(paths: readonly string[]): Promise<Document[]> {
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(root, path), 'utf8') })));
}
