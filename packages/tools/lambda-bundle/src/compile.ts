import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildFailure, build, formatMessages, type Metafile } from 'esbuild';
import { BundleError } from './errors.ts';

/** CommonJS dependencies inside an ES module still expect `require`. */
const banner =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

export interface CompiledFunction {
  /** The whole function without its native modules, as one ES module. */
  readonly code: Uint8Array;
  /** The folder of the file that imports sharp, from which sharp is resolved; absent without sharp. */
  readonly sharpImportedFrom?: string;
  /** The folder of the file that starts the decoder of HEIC, from which that is resolved; absent without it. */
  readonly heicImportedFrom?: string;
}

/**
 * Bundles `src/lambda.ts` of a function package. The code is not minified and keeps its names, so stack traces are
 * readable without a source map, which would slow down cold starts. The tree-shaken AWS SDK is included, so the function
 * does not change when the runtime's copy does.
 */
export async function compile(packageDir: string, configFile?: string): Promise<CompiledFunction> {
  const entry = join(packageDir, 'src/lambda.ts');
  if (!existsSync(entry)) {
    throw new BundleError(
      'MissingEntry',
      `Expected the function's entry point at ${entry}, exporting \`handler\`.`,
    );
  }
  const { outputFiles, metafile } = await build({
    absWorkingDir: packageDir,
    entryPoints: [entry],
    outfile: 'index.mjs',
    bundle: true,
    platform: 'node',
    target: 'node20.19', // deployed on 22, but also run on the developer's own Node
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['@darkroom/source', 'module'],
    external: ['sharp'],
    ...(configFile === undefined ? {} : { alias: { '@darkroom/pipeline-config/config.json': configFile } }),
    banner: { js: banner },
    keepNames: true,
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  }).catch(async (failure: BuildFailure) => {
    const messages = await formatMessages(failure.errors, { kind: 'error' });
    throw new BundleError('CompileFailed', messages.join('\n').trim());
  });
  const code = outputFiles[0]?.contents;
  if (!code) throw new BundleError('CompileFailed', `esbuild wrote nothing for ${entry}.`);
  const sharpImporter = importerOfSharp(metafile, packageDir);
  const heicStarter = Object.keys(metafile.inputs).find((file) => file.endsWith('/hevc/decode-hevc.ts'));
  return {
    code,
    ...(sharpImporter && { sharpImportedFrom: dirname(sharpImporter) }),
    ...(heicStarter && { heicImportedFrom: dirname(resolve(packageDir, heicStarter)) }),
  };
}

function importerOfSharp(metafile: Metafile, packageDir: string): string | undefined {
  const needsSharp = Object.values(metafile.outputs).some(({ imports }) =>
    imports.some(({ path, external }) => external && path === 'sharp'),
  );
  if (!needsSharp) return undefined;
  const [file] =
    Object.entries(metafile.inputs).find(([, { imports }]) =>
      imports.some(({ path, external }) => external && path === 'sharp'),
    ) ?? [];
  return file && resolve(packageDir, file);
}
