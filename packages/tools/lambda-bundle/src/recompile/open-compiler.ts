import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { context, type Metafile } from 'esbuild';
import { type CompiledFunction, compiled, compileOptions, entryOf } from '../compile.ts';
import { explain } from '../explain.ts';
import type { Files } from '../package-files.ts';
import { packagesApart } from './packages-apart.ts';

/** What a rebuild gives: the function, its source map, and the files that it was made of. */
export interface Recompiled extends CompiledFunction {
  readonly sourceMap: Uint8Array;
  /** What the code imports from packages. */
  readonly packages: Files;
  /** Absolute paths, without those in node_modules. */
  readonly inputs: ReadonlySet<string>;
  /** For each of these, those that import it. Imports of types alone are not known. */
  readonly importers: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Compiles one function again and again: own code anew, packages only when it imports other things from them. */
export interface Compiler {
  /** Throws `BundleError`. */
  compile(): Promise<Recompiled>;
  close(): Promise<void>;
}

/** Compiles as `compile` does, but with packages beside the code, and with a source map for debuggers. */
export async function openCompiler(packageDir: string, configFile: string): Promise<Compiler> {
  const options = compileOptions(packageDir, configFile);
  const packages = packagesApart(options);
  const own = await context({
    ...options,
    ...entryOf(packageDir),
    plugins: [...options.plugins, packages.plugin],
    sourcemap: 'linked',
    sourceRoot: `${pathToFileURL(packageDir)}/`, // the code is run elsewhere
  });

  async function rebuild() {
    const result = await own.rebuild().catch(explain);
    return { ...result, ...compiled(packageDir, result) };
  }

  return {
    async compile() {
      let result = await rebuild();
      while (await packages.bundleFor(Buffer.from(result.code).toString())) result = await rebuild();
      const { metafile, outputFiles, ...made } = result;
      return {
        ...made,
        sourceMap: outputFiles.find(({ path }) => path.endsWith('.map'))?.contents ?? new Uint8Array(),
        packages: packages.files(),
        ...ownFiles(metafile, packageDir),
      };
    },
    close: () => own.dispose(),
  };
}

function ownFiles({ inputs }: Metafile, packageDir: string): Pick<Recompiled, 'inputs' | 'importers'> {
  const files = Object.keys(inputs).filter((file) => !file.includes('node_modules/'));
  const importers = new Map<string, Set<string>>();
  for (const file of files)
    for (const { path } of inputs[file]?.imports ?? []) {
      const imported = resolve(packageDir, path);
      importers.set(imported, (importers.get(imported) ?? new Set()).add(resolve(packageDir, file)));
    }
  return { inputs: new Set(files.map((file) => resolve(packageDir, file))), importers };
}
