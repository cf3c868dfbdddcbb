import { join, relative, sep } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { explain } from '../explain.ts';
import type { Files } from '../package-files.ts';
import type { ImportedNames } from './imported-names.ts';

/** A module that hands on what is asked of a package's file. */
export interface PackageModule {
  /** Of the module, without `.mjs`. */
  readonly name: string;
  /** The package's file. */
  readonly file: string;
  readonly asked: ImportedNames;
}

interface BundledPackages {
  readonly files: Files;
  /** The files of packages that are CommonJS. */
  readonly commonJs: ReadonlySet<string>;
}

/**
 * Bundles packages, so that a function reads some ten files instead of a thousand. What several modules need is bundled
 * once. Throws `BundleError`.
 */
export async function bundlePackages(
  modules: readonly PackageModule[],
  options: BuildOptions & { readonly absWorkingDir: string; readonly plugins: readonly Plugin[] },
  folder: string,
): Promise<BundledPackages> {
  const { absWorkingDir } = options;
  const { outputFiles, metafile } = await build({
    ...options,
    plugins: [...options.plugins, handingOn(modules, absWorkingDir)],
    entryPoints: modules.map(({ name }) => ({ in: `module:${name}`, out: name })),
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    metafile: true,
    write: false,
  }).catch(explain);
  const isCommonJs = ({ file }: PackageModule) =>
    metafile.inputs[relative(absWorkingDir, file).split(sep).join('/')]?.format === 'cjs';
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [relative(absWorkingDir, path), contents])),
    commonJs: new Set(modules.filter(isCommonJs).map(({ file }) => file)),
  };
}

function handingOn(modules: readonly PackageModule[], directory: string): Plugin {
  const contents = new Map(modules.map((module) => [join(directory, `${module.name}.mjs`), textOf(module)]));
  return {
    name: 'handing-on',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^module:/ }, ({ path }) => ({
        path: join(directory, `${path.slice('module:'.length)}.mjs`),
        namespace: 'module',
      }));
      onLoad({ filter: /./, namespace: 'module' }, ({ path }) => ({
        contents: contents.get(path) ?? '',
        resolveDir: directory,
      }));
    },
  };
}

function textOf({ file, asked }: PackageModule): string {
  const from = JSON.stringify(file);
  const lines = [`import ${from};`];
  if (asked.names.size > 0) lines.push(`export { ${[...asked.names].join(', ')} } from ${from};`);
  if (asked.all) lines.push(`export * from ${from};`);
  return lines.join('\n');
}
