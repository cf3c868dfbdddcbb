import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { samplePhotos } from '@darkroom/cli/start/photos';

/** One of the photographs of `pnpm start`: `nagasaki-boats`. */
export async function samplePhoto(name: string): Promise<Buffer> {
  const sample = samplePhotos().find(({ key }) => basename(key, '.jpg') === name);
  if (!sample) throw new Error(`There is no sample photo ${name}.`);
  return readFile(sample.file);
}
