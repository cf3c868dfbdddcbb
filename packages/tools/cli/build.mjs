// The second half of this package's build: bundles the command line into dist/bundle. One file has all commands' names
// and options, and what a command does is in others, which are loaded when it runs.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const list = `${folder}dist/bundle/inputs.json`;

/** What deploys or is the cloud runs as it is built: it reads files beside itself, as esbuild and TypeScript do, and Terraform's part is huge. */
const asBuilt =
  /^(@darkroom\/(infra|local-aws|embedded-deploy|lambda-bundle|admit-viewer)|esbuild|typescript\/.*)$/;

/** Needs no package of this repository to be built. */
export async function bundle() {
  const { build } = await import('esbuild');
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: ['src/main.ts'],
    outdir: 'dist/bundle',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    conditions: ['@darkroom/source'],
    minifySyntax: true,
    minifyWhitespace: true,
    metafile: true,
    logLevel: 'warning',
    // Packages in CommonJS require Node.js's modules.
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
    plugins: [
      {
        name: 'as-built',
        setup: ({ onResolve }) => onResolve({ filter: asBuilt }, ({ path }) => ({ path, external: true })),
      },
    ],
  });
  const inputs = Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules/'));
  writeFileSync(list, JSON.stringify(['build.mjs', 'package.json', ...inputs]));
}

/** Whether no file has changed since. A matter of a millisecond or two. */
export function isBundled() {
  try {
    const { mtimeMs } = statSync(list);
    return JSON.parse(readFileSync(list, 'utf8')).every((file) => statSync(folder + file).mtimeMs <= mtimeMs);
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle();
