import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { addedManifest, openCompiler, type Recompiled, writeFunctionFolder } from '@darkroom/lambda-bundle';

/** A function whose sources are being edited. */
export interface EditedFunction {
  /** Of its package's folder. */
  readonly name: string;
  /** Whether a change of any of these files may change its code. */
  isMadeOf(files: ReadonlySet<string>): boolean;
  /** The files of its last compilation that import any of these. */
  importersOf(files: ReadonlySet<string>): readonly string[];
  /** Tells whether the code is another than what was published. Throws `BundleError`. */
  compile(): Promise<boolean>;
  /** Writes what was compiled into the folder that the embedded cloud runs. */
  publish(): Promise<void>;
  /** The folder keeps the last good code; any later change may be the one that mends this one. */
  holdBack(): void;
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
  let compiled: Recompiled | undefined;
  let published = '';
  return {
    name,
    folder,
    // Of code that does not compile the files are not known: any change may be the one that mends it.
    isMadeOf: (files) => inputs === undefined || [...files].some((file) => inputs?.has(file)),
    importersOf: (files) => [...files].flatMap((file) => [...(compiled?.importers.get(file) ?? [])]),
    async compile() {
      inputs = undefined;
      compiled = await compiler.compile();
      inputs = compiled.inputs;
      return hashOf(compiled) !== published;
    },
    async publish() {
      if (!compiled) return;
      await writeFunctionFolder(packageDir, compiled, folder);
      published = hashOf(compiled);
    },
    holdBack() {
      inputs = undefined;
    },
    close: () => compiler.close(),
  };
}

function hashOf({ code }: Recompiled): string {
  return createHash('sha256').update(code).digest('hex');
}
