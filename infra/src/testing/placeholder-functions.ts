import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const functions = [
  'process-upload',
  'record-failure',
  'images-api',
  'serve-image',
  'publish-changes',
  'deliver-webhooks',
  'invalidate-cache',
  'run-steps',
  'count-stuck',
];

/** What `turbo build` would make of every function, in the layout that `synthesize` expects: no code, only its files. */
export async function writePlaceholderFunctions(
  folder: string,
  architecture = 'any',
  /** Manifests of functions that the stack finds by them. */
  added: readonly { readonly name: string }[] = [],
): Promise<void> {
  const all = [
    ...functions.map((name) => ({ name, manifest: undefined })),
    ...added.map((manifest) => ({ name: manifest.name, manifest })),
  ];
  for (const { name, manifest } of all) {
    const dist = join(folder, name, 'dist');
    await mkdir(dist, { recursive: true });
    await writeFile(join(dist, 'function.zip'), name);
    await writeFile(
      join(dist, 'function.json'),
      JSON.stringify({
        architecture,
        platform: architecture === 'any' ? 'any' : 'linux',
        sha256: 'AAAA',
        manifest,
      }),
    );
  }
  const viewer = join(folder, 'admit-viewer/dist');
  await mkdir(viewer, { recursive: true });
  await writeFile(join(viewer, 'function.js'), 'function handler(event) { return event.request; }');
}
