import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AddedManifest, addedManifestSchema } from '@darkroom/lambda-kit';
import { build } from 'esbuild';
import { z } from 'zod';
import { BundleError } from './errors.ts';
import { explain } from './explain.ts';

const moduleSchema = z.object({ manifest: z.looseObject({}) });

/** The manifest of a function that the stack finds by it; undefined of others. Throws `BundleError`. */
export async function addedManifest(packageDir: string): Promise<AddedManifest | undefined> {
  const file = join(packageDir, 'src/manifest.ts');
  if (!existsSync(file)) return undefined;
  const { outputFiles } = await build({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['@darkroom/source', 'module'],
    write: false,
    logLevel: 'silent',
  }).catch(explain);
  const code = Buffer.from(outputFiles[0]?.contents ?? []).toString('base64');
  const { manifest } = moduleSchema.parse(await import(`data:text/javascript;base64,${code}`));
  if (!('trigger' in manifest)) return undefined;
  const parsed = addedManifestSchema.safeParse(manifest);
  const problem = parsed.success ? wrongName(parsed.data, packageDir) : z.prettifyError(parsed.error);
  if (parsed.success && problem === undefined) return parsed.data;
  throw new BundleError('InvalidManifest', `${file} is not valid:\n${problem}`);
}

function wrongName({ name }: AddedManifest, packageDir: string): string | undefined {
  const folder = basename(packageDir);
  return name === folder ? undefined : `name must be that of the folder, ${folder}, not ${name}`;
}
