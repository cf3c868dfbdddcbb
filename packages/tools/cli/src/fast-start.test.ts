import { builtinModules } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build, type Metafile } from 'esbuild';
import { expect, test } from 'vitest';

/** The command line as it is bundled, but for packages, which stay what they are. */
async function bundled(): Promise<Metafile> {
  const { metafile } = await build({
    entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))],
    outdir: 'bundle',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    metafile: true,
    write: false,
  });
  return metafile;
}

/** The packages that an output loads before its first line runs. */
function loadedBy(output: string, { outputs }: Metafile): string[] {
  const statically = outputs[output]?.imports.filter(({ kind }) => kind === 'import-statement') ?? [];
  return statically.flatMap(({ path, external }) =>
    external ? [path] : loadedBy(path, { inputs: {}, outputs }),
  );
}

test('names, options and help of all commands load commander, and no SDK or anything else', async () => {
  const loaded = loadedBy('bundle/main.js', await bundled());

  const packages = loaded.filter((path) => !path.startsWith('node:') && !builtinModules.includes(path));
  expect([...new Set(packages)]).toEqual(['commander']);
});
