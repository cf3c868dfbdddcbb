import { readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { CliError } from './errors.ts';

/** By the ends of file names. It decides nothing in the cloud: the bytes say what a file is. */
const contentTypes: Readonly<Record<string, string>> = {
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.heic': 'image/heic',
  '.heif': 'image/heif',
  '.hif': 'image/heif',
  '.jxl': 'image/jxl',
  '.gif': 'image/gif',
  '.tif': 'image/tiff',
  '.tiff': 'image/tiff',
  '.bmp': 'image/bmp',
  '.dib': 'image/bmp',
  '.dng': 'image/x-adobe-dng',
  '.cr2': 'image/x-canon-cr2',
  '.cr3': 'image/x-canon-cr3',
  '.nef': 'image/x-nikon-nef',
  '.arw': 'image/x-sony-arw',
  '.pef': 'image/x-pentax-pef',
  '.raf': 'image/x-fuji-raf',
};

/** The type to announce a file with, which the API wants of every file. */
export function contentTypeOf(file: string): string {
  return contentTypes[extname(file).toLowerCase()] ?? 'image/jpeg';
}

export interface PhotoFile {
  /** As the user named it, or its folder and what is below. */
  readonly path: string;
  /** Absolute. */
  readonly file: string;
  readonly bytes: number;
  readonly modifiedMs: number;
}

/**
 * Each file once: those named, whatever they are, and of folders and the folders in them what is called like a photo. Links
 * count as what they lead to. Throws `CliError` for a path that is neither, and for a folder without photos.
 */
export function photoFiles(paths: readonly string[], folder: string): PhotoFile[] {
  const found = new Map<string, PhotoFile>();
  for (const path of paths) {
    const file = resolve(folder, path);
    const stats = statSync(file, { throwIfNoEntry: false });
    if (!stats) throw new CliError('NoSuchFile', `There is no file ${path}.`, 2);
    const photos = stats.isDirectory() ? within(path, folder) : [photoFile(path, file, stats)];
    if (photos.length === 0) {
      throw new CliError('NoPhotos', `There is no photo in ${path}, by the ends of file names.`, 2);
    }
    for (const photo of photos) {
      const place = realpathSync(photo.file);
      if (!found.has(place)) found.set(place, photo);
    }
  }
  return [...found.values()];
}

/** `around` are the folders on the way: a link back to one of them would lead there for ever. */
function within(path: string, folder: string, around: readonly string[] = []): PhotoFile[] {
  const place = realpathSync(resolve(folder, path));
  if (around.includes(place)) return [];
  return readdirSync(place)
    .toSorted()
    .flatMap((name) => {
      if (name.startsWith('.')) return [];
      const inner = join(path, name);
      const file = resolve(folder, inner);
      const stats = statSync(file, { throwIfNoEntry: false }); // none of a link that leads nowhere
      if (stats?.isDirectory()) return within(inner, folder, [...around, place]);
      return stats?.isFile() && isPhoto(name) ? [photoFile(inner, file, stats)] : [];
    });
}

function isPhoto(name: string): boolean {
  return extname(name).toLowerCase() in contentTypes;
}

function photoFile(path: string, file: string, stats: Stats): PhotoFile {
  // A pipe or a device may never end.
  if (!stats.isFile()) throw new CliError('NotAFile', `${path} is not a file. Copy it to a file first.`, 2);
  return { path, file, bytes: stats.size, modifiedMs: stats.mtimeMs };
}
