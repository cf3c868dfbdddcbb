import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { addedManifest, openCompiler, writeFunctionFolder } from '@darkroom/lambda-bundle';

/** A function whose sources are being edited. */
export interface EditedFunction {
  /** Of its package's folder. */
  readonly name: string;
  /** Whether a change of any of these files may change its code. */
  isMadeOf(files: ReadonlySet<string>): boolean;
  /**
   * Compiles it and writes the folder that the embedded cloud runs; tells whether the code is another. Throws
   * `BundleError`; then the folder keeps the last good code.
   */
  renew(): Promise<boolean>;
  close(): Promise<void>;
}

/** Describes the function in `functionsDir` as `synthesize` expects it. */
export async function openEditedFunction(
  packageDir: string,
  { functionsDir, configFile }: { readonly functionsDir: string; readonly configFile: string },
): Promise<EditedFunction & { readonly folder: string }> {
  const name = basename(packageDir);
  const folder = join(functionsDir, name, 'code');
  await mkdir(join(functionsDir, name, 'dist'), { recursive: true });
  const manifest = await addedManifest(packageDir);
  await writeFile(join(functionsDir, name, 'dist/function.json'), JSON.stringify({ folder, manifest }));
  const compiler = await openCompiler(packageDir, configFile);
  let inputs: ReadonlySet<string> | undefined;
  let written = '';
  return {
    name,
    folder,
    // Of code that does not compile the files are not known: any change may be the one that mends it.
    isMadeOf: (files) => inputs === undefined || [...files].some((file) => inputs?.has(file)),
    async renew() {
      inputs = undefined;
      const compiled = await compiler.compile();
      inputs = compiled.inputs;
      const hash = createHash('sha256').update(compiled.code).digest('hex');
      if (hash === written) return false;
      await writeFunctionFolder(packageDir, compiled, folder);
      written = hash;
      return true;
    },
    close: () => compiler.close(),
  };
}
