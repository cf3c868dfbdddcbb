import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { StackError } from './errors.ts';
import type { Settings } from './settings.ts';

export type Architecture = 'arm64' | 'x86_64';

/** `dist/function.json` of a function package. */
const artifactSchema = z.object({
  architecture: z.enum(['arm64', 'x86_64', 'any']),
  platform: z.enum(['linux', 'darwin', 'win32', 'any']),
  sha256: z.base64(),
});

/** The same while a function is edited: the embedded cloud runs it from a folder. */
const folderSchema = z.object({ folder: z.string() });

/** A function's zip that was built for the target, or a folder that the embedded cloud runs as it is. */
export type Artifact =
  | {
      readonly zip: string;
      /** Base64, as Terraform's `source_code_hash` and Lambda's `CodeSha256`. */
      readonly sha256: string;
    }
  | z.output<typeof folderSchema>;

/** The processor on which the target runs functions: the configured one on AWS, this machine's elsewhere. */
export function architectureOf(target: Settings['target'], configured: Architecture): Architecture {
  if (target === 'aws') return configured;
  return process.arch === 'arm64' ? 'arm64' : 'x86_64';
}

/** Throws `StackError`: `FunctionNotBuilt`, or `WrongArchitecture` if the zip was built for another target. */
export function readArtifact(packageDir: string, name: string, wanted: Wanted): Artifact {
  const zip = join(packageDir, 'dist/function.zip');
  const description = join(packageDir, 'dist/function.json');
  const build = `DARKROOM_TARGET=${wanted.target} npx turbo build`;
  const described: unknown = existsSync(description) && JSON.parse(readFileSync(description, 'utf8'));
  const edited = folderSchema.safeParse(described);
  if (edited.success && wanted.target === 'embedded') return edited.data;
  if (!existsSync(zip) || !described) {
    throw new StackError('FunctionNotBuilt', `The zip of ${name} is missing: run ${build}. Expected ${zip}.`);
  }
  const { architecture, platform, sha256 } = artifactSchema.parse(described);
  const wantedPlatform = wanted.target === 'embedded' ? process.platform : 'linux';
  if (
    (architecture !== 'any' && architecture !== wanted.architecture) ||
    (platform !== 'any' && platform !== wantedPlatform)
  ) {
    throw new StackError(
      'WrongArchitecture',
      `The zip of ${name} is built for ${platform} ${architecture}, but the stack needs ${wantedPlatform} ${wanted.architecture}: run ${build}.`,
    );
  }
  return { zip, sha256 };
}

interface Wanted {
  readonly target: Settings['target'];
  readonly architecture: Architecture;
}
