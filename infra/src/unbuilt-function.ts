import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { type AddedManifest, unbuiltManifestSchema } from '@darkroom/lambda-kit';
import { type Zippable, zipSync } from 'fflate';
import { z } from 'zod';
import type { Artifact } from './artifact.ts';
import { StackError } from './errors.ts';

/** A function of which the stack knows only its manifest, and the zip of one that needs no build. */
export type AddedFunction = AddedManifest & { readonly artifact?: Artifact };

/**
 * A function in a language without a build here: `function.json` is its manifest, and its zip is what lies in `code`. Throws
 * `StackError`.
 */
export function readUnbuilt(folder: string): AddedFunction {
  const file = join(folder, 'function.json');
  const parsed = unbuiltManifestSchema.safeParse(parseJson(file));
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error));
  if (parsed.data.name !== basename(folder))
    throw invalid(file, `name must be that of the folder, ${basename(folder)}`);
  const code = join(folder, 'code');
  if (!existsSync(code))
    throw new StackError('FunctionNotBuilt', `Expected the code of ${basename(folder)} in ${code}.`);
  const zip = join(folder, 'dist/function.zip');
  const bytes = zipOf(code);
  mkdirSync(join(folder, 'dist'), { recursive: true });
  writeFileSync(zip, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('base64');
  return { ...parsed.data, artifact: { zip, sha256 } };
}

/** Depends only on the files, so that a function that did not change is not deployed again. All may be executed. */
function zipOf(folder: string): Uint8Array {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .sort();
  const files: Zippable = Object.fromEntries(
    names.map((name) => [name.split(sep).join('/'), readFileSync(join(folder, name))]),
  );
  return zipSync(files, { mtime: new Date(1980, 0, 1), os: 3, attrs: 0o100755 << 16 });
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw invalid(file, String(error));
  }
}

function invalid(file: string, problem: string): StackError {
  return new StackError('InvalidManifest', `${file} is not valid:\n${problem}`);
}
