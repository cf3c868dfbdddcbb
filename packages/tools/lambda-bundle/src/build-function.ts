import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddedManifest } from '@darkroom/lambda-kit';
import { addedManifest } from './added-manifest.ts';
import { bundledFolders } from './bundled-folders.ts';
import { compile } from './compile.ts';
import { decoderModules, sharpModules } from './native-modules.ts';
import type { Target } from './target.ts';
import { zip } from './zip.ts';

/** `dist/function.json`: what the deployment needs to know about `dist/function.zip`. */
export interface FunctionArtifact {
  /** `any` when nothing in the zip is native. */
  readonly architecture: Target['architecture'] | 'any';
  readonly platform: Target['platform'] | 'any';
  /** Base64, as Lambda's `CodeSha256`. */
  readonly sha256: string;
  /** Bytes of the zip. */
  readonly bytes: number;
  /** Of a function that the stack finds by it. */
  readonly manifest?: AddedManifest;
}

export interface BuildOptions {
  /** The `config.json` to build in, instead of the one that the package resolves. */
  readonly configFile?: string;
  /** Default: the package's `dist`. */
  readonly outdir?: string;
  /** Default: true. A cloud on this machine does without: to compress sharp takes longer than all else. */
  readonly compressed?: boolean;
}

/**
 * Builds `function.zip` and `function.json` for a function package, and `modules.json`, which says what the code is made of.
 * Throws `BundleError`.
 */
export async function buildFunction(
  packageDir: string,
  target: Target,
  { configFile, outdir = join(packageDir, 'dist'), compressed = true }: BuildOptions = {},
): Promise<FunctionArtifact> {
  const { code, modules, sharpImportedFrom, decodersImportedFrom } = await compile(packageDir, configFile);
  const native = sharpImportedFrom ? await sharpModules(sharpImportedFrom, target) : undefined;
  const decoders = decodersImportedFrom ? await decoderModules(decodersImportedFrom) : [];
  const folders = await bundledFolders(packageDir);
  const manifest = await addedManifest(packageDir);
  const files = new Map([['index.mjs', code], ...(native ?? []), ...decoders, ...folders]);
  const archive = zip(files, { compressed });
  const artifact: FunctionArtifact = {
    architecture: native ? target.architecture : 'any',
    platform: native ? target.platform : 'any',
    sha256: createHash('sha256').update(archive).digest('base64'),
    bytes: archive.byteLength,
    ...(manifest && { manifest }),
  };
  await mkdir(outdir, { recursive: true });
  await writeFile(join(outdir, 'function.zip'), archive);
  await writeFile(join(outdir, 'function.json'), `${JSON.stringify(artifact, null, 2)}\n`);
  await writeFile(join(outdir, 'modules.json'), `${JSON.stringify(modules, null, 2)}\n`);
  return artifact;
}
