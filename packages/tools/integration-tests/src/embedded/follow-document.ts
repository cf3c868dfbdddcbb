import { mkdir, readFile, realpath, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('../../../../..', import.meta.url));
const file = /^`([\w./-]+)`:\n\n```\w+\n([\s\S]*?)^```$/gm;

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
});

/** The line of a document that begins so. */
export async function lineOf(document: string, beginning: string): Promise<string> {
  const lines = (await readFile(join(root, document), 'utf8')).split('\n');
  return lines.find((line) => line.trimStart().startsWith(beginning)) ?? '';
}

/** Writes the files that a document shows, each below its path, into a copy of the workspace. Returns their paths. */
export async function followDocument(document: string, workspace: string): Promise<string[]> {
  const text = await readFile(join(root, document), 'utf8');
  const files = [...text.matchAll(file)].map(([, path = '', content = '']) => ({ path, content }));
  for (const { path, content } of files) {
    await mkdir(dirname(join(workspace, path)), { recursive: true });
    await writeFile(join(workspace, path), content);
    if (path.endsWith('package.json')) await install(dirname(join(workspace, path)), content);
  }
  return files.map(({ path }) => path);
}

/** What pnpm would link for a new package, from a package that has all of it. */
async function install(folder: string, manifest: string): Promise<void> {
  const { dependencies, devDependencies } = packageSchema.parse(JSON.parse(manifest));
  const has = join(folder, '../run-steps/node_modules');
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const link = join(folder, 'node_modules', name);
    await mkdir(dirname(link), { recursive: true });
    await symlink(await realpath(join(has, name)), link);
  }
}
