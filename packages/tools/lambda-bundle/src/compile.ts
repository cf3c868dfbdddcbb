import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type BuildOptions, build, type Metafile, type OutputFile } from 'esbuild';
import { BundleError } from './errors.ts';
import { explain } from './explain.ts';
import { leanModules, requiredSharp } from './lean-modules.ts';
import { unusedParts } from './unused-parts.ts';

/** CommonJS dependencies inside an ES module still expect `require`. */
const banner =
  "import { createRequire as __createRequire } from 'node:module';\nconst require = __createRequire(import.meta.url);";

export interface CompiledFunction {
  /** The whole function without its native modules, as one ES module. */
  readonly code: Uint8Array;
  /** Bytes that each file has in it, by the path from the last `node_modules` or from the package. */
  readonly modules: Readonly<Record<string, number>>;
  /** The folder of the file that imports sharp, from which sharp is resolved; absent without sharp. */
  readonly sharpImportedFrom?: string;
  /** The folder of the file that starts the decoders of HEIC and JPEG XL, from which they are resolved; absent without. */
  readonly decodersImportedFrom?: string;
}

/**
 * Without comments and spaces, which a cold start would read too. Names stay, and lines are short, so stack traces lead to
 * a place in the file without a source map, which would slow down cold starts.
 */
const smaller = {
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 120,
} as const satisfies BuildOptions;

/**
 * Bundles `src/lambda.ts` of a function package. The tree-shaken AWS SDK is included, so the function does not change when
 * the runtime's copy does.
 */
export async function compile(packageDir: string, configFile?: string): Promise<CompiledFunction> {
  const options = compileOptions(packageDir, configFile);
  const result = await build({ ...options, ...entryOf(packageDir), ...smaller }).catch(explain);
  return compiled(packageDir, result);
}

/** What a function is made of and where it would be written. Throws `BundleError`. */
export function entryOf(packageDir: string) {
  const entry = join(packageDir, 'src/lambda.ts');
  if (!existsSync(entry)) {
    throw new BundleError(
      'MissingEntry',
      `Expected the function's entry point at ${entry}, exporting \`handler\`.`,
    );
  }
  return { entryPoints: [entry], outfile: 'index.mjs' } as const satisfies BuildOptions;
}

/** How anything in a function's zip is compiled. */
export function compileOptions(packageDir: string, configFile: string | undefined) {
  return {
    absWorkingDir: packageDir,
    bundle: true,
    platform: 'node',
    target: 'node20.19', // deployed on 22, but also run on the developer's own Node
    format: 'esm',
    mainFields: ['module', 'main'],
    conditions: ['@darkroom/source', 'module'],
    plugins: [...leanModules, unusedParts(configFile)],
    ...(configFile === undefined ? {} : { alias: { '@darkroom/pipeline-config/config.json': configFile } }),
    banner: { js: banner },
    legalComments: 'none',
    metafile: true,
    write: false,
    logLevel: 'silent',
  } as const satisfies BuildOptions;
}

/** What esbuild made of it. Throws `BundleError`. */
export function compiled(
  packageDir: string,
  { outputFiles, metafile }: { readonly outputFiles: readonly OutputFile[]; readonly metafile: Metafile },
): CompiledFunction {
  const code = outputFiles.find(({ path }) => path.endsWith('.mjs'))?.contents;
  if (!code) throw new BundleError('CompileFailed', `esbuild wrote nothing for ${packageDir}.`);
  const sharpImporter = importerOfSharp(metafile, packageDir);
  const decodersStarter = Object.keys(metafile.inputs).find((file) =>
    file.endsWith('/imaging/src/picture-worker.ts'),
  );
  return {
    code,
    modules: modulesOf(metafile),
    ...(sharpImporter && { sharpImportedFrom: dirname(sharpImporter) }),
    ...(decodersStarter && { decodersImportedFrom: dirname(resolve(packageDir, decodersStarter)) }),
  };
}

function modulesOf({ outputs }: Metafile): Record<string, number> {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const used = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  return Object.fromEntries(
    used.map(([file, { bytesInOutput }]) => [
      file.replace(/^.*\bnode_modules\/|^(\.\.\/)+/, ''),
      bytesInOutput,
    ]),
  );
}

function importerOfSharp(metafile: Metafile, packageDir: string): string | undefined {
  const isBundled = Object.values(metafile.outputs).some(({ inputs }) => requiredSharp in inputs);
  if (!isBundled) return undefined;
  const [file] =
    Object.entries(metafile.inputs).find(([, { imports }]) =>
      imports.some(({ path }) => path === requiredSharp),
    ) ?? [];
  return file && resolve(packageDir, file);
}
