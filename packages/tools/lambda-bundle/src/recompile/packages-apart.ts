import type { BuildOptions, Plugin } from 'esbuild';
import type { Files } from '../package-files.ts';
import { bundlePackages } from './bundle-packages.ts';
import { areAmong, type ImportedNames, importedNames } from './imported-names.ts';

/** The packages that code imports, bundled beside it: nobody edits them, and they are nine tenths of a function. */
export interface PackagesApart {
  /** Makes code import packages from `packages/`. */
  readonly plugin: Plugin;
  /**
   * False if what the code imports is there already. Else it is there now, but in another folder, so that what runs keeps
   * what it imported: the code must be compiled once more. Throws `BundleError`.
   */
  bundleFor(code: string): Promise<boolean>;
  /** Inside the function's folder. */
  files(): Files;
}

type Options = BuildOptions & { readonly absWorkingDir: string; readonly plugins: readonly Plugin[] };

/** A file of a package, and whether it does anything when nothing of it is used. */
interface PackageFile {
  readonly file: string;
  readonly sideEffects: boolean;
}

/** The options are those of the code, without its entry and its output. */
export function packagesApart(options: Options): PackagesApart {
  const resolved = new Map<string, PackageFile | undefined>();
  const files: string[] = [];
  /** CommonJS modules of which code imports all: what they export is known only when they run. */
  const staying = new Set<string>();
  let folder = 'packages/0';
  let there = new Map<string, ImportedNames>();
  let bundled: Files = new Map();

  function nameOf(file: string): string {
    const known = files.indexOf(file);
    return String(known === -1 ? files.push(file) - 1 : known);
  }

  const plugin: Plugin = {
    name: 'packages-apart',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^[^./]/ }, async ({ path, importer, resolveDir, kind, pluginData, ...asked }) => {
        if (pluginData === plugin || kind !== 'import-statement' || 'type' in asked.with) return undefined;
        const key = `${resolveDir} ${path}`;
        if (!resolved.has(key)) {
          const found = await resolve(path, { importer, resolveDir, kind, pluginData: plugin });
          if (found.errors.length > 0) return undefined; // what it says it also says without this
          const isPackage = found.namespace === 'file' && /[\\/]node_modules[\\/]/.test(found.path);
          resolved.set(key, isPackage ? { file: found.path, sideEffects: found.sideEffects } : undefined);
        }
        const found = resolved.get(key);
        if (!found || staying.has(found.file)) return undefined;
        const { file, sideEffects } = found;
        return { path: `./${folder}/${nameOf(file)}.mjs`, external: true, sideEffects };
      });
    },
  };

  return {
    plugin,
    files: () => bundled,
    async bundleFor(code) {
      const asked = importedNames(code, new RegExp(String.raw`\./${folder}/\d+\.mjs`));
      const modules = [...asked].map(([path, names]) => {
        const name = path.slice(`./${folder}/`.length, -'.mjs'.length);
        return { name, file: files[Number(name)] ?? '', asked: names };
      });
      if (modules.every((module) => areAmong(module.asked, there.get(module.name)))) return false;
      const next = `packages/${Number(folder.slice('packages/'.length)) + 1}`;
      const { files: made, commonJs } = await bundlePackages(modules, options, next);
      for (const module of modules) {
        if (module.asked.all && commonJs.has(module.file)) staying.add(module.file);
      }
      folder = next;
      there = new Map(modules.map((module) => [module.name, module.asked]));
      bundled = made;
      return true;
    },
  };
}
