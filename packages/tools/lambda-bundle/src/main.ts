// `lambda-bundle`, the last step of a function package's build.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '@darkroom/pipeline-config';
import { buildFunction } from './build-function.ts';
import { BundleError } from './errors.ts';
import { hostTarget, resolveTarget } from './target.ts';
import { megabytes } from './zip.ts';

try {
  const file = fileURLToPath(import.meta.resolve('@darkroom/pipeline-config/config.json'));
  const config = parseConfig(JSON.parse(await readFile(file, 'utf8')));
  const name = process.env.DARKROOM_TARGET ?? 'embedded';
  const target = resolveTarget(name, hostTarget(), config.architecture);
  const compressed = name !== 'embedded';
  const { platform, architecture, bytes } = await buildFunction(process.cwd(), target, { compressed });
  console.log(`dist/function.zip: ${megabytes(bytes)}, platform ${platform}, architecture ${architecture}`);
} catch (error) {
  if (!(error instanceof BundleError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
