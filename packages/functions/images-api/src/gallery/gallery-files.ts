import { readFile } from 'node:fs/promises';

/** The built files of the web page, by their paths; `undefined` for a path that names none. */
export type GalleryFiles = (path: string) => Promise<string | undefined>;

/** Files below a folder, read when somebody asks for them: most requests are not for the page. */
export function filesBelow(folder: URL): GalleryFiles {
  return async (path) => {
    try {
      return await readFile(new URL(path, folder), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
      throw error;
    }
  };
}
