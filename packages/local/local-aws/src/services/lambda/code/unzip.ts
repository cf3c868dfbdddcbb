import { constants, createWriteStream } from 'node:fs';
import { mkdir, realpath, rm, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, sep } from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';
import { checkUnzippedSize } from './unzipped-size.ts';

/**
 * Unzips a deployment package into an empty folder. Throws InvalidParameterValueException before anything is written if it
 * is too large, otherwise the zip's own fault. An entry with more bytes than it declares is cut off there.
 */
export async function unzip(zip: Buffer, folder: string): Promise<void> {
  await checkUnzippedSize(await fromBufferPromise(zip));
  const archive = await fromBufferPromise(zip);
  const root = await realpath(folder);
  for await (const entry of archive.eachEntry()) await extract(archive, entry, root);
}

async function extract(archive: ZipFile, entry: Entry, root: string): Promise<void> {
  const path = join(root, entry.fileName); // yauzl refuses `..` and absolute names
  const isFolder = entry.fileName.endsWith('/');
  const parent = isFolder ? path : dirname(path);
  if (!(await leadsInto(root, parent))) throw new Error(`${entry.fileName} is outside of the zip's folder`);
  await mkdir(parent, { recursive: true });
  if (isFolder) return;

  await rm(path, { force: true }); // of two entries with the same name, the second counts; links are not followed
  const mode = entry.externalFileAttributes >>> 16;
  const content = await archive.openReadStreamPromise(entry);
  if (isLink(mode)) await symlink(await text(content), path);
  else await pipeline(content, createWriteStream(path, { flags: 'wx', mode: mode & 0o777 || 0o644 }));
}

/** A link of the zip may lead out of it. A folder that is yet to be made lies where the next one above it is. */
async function leadsInto(root: string, folder: string): Promise<boolean> {
  const place = await realpath(folder).catch(() => undefined);
  if (place === undefined) return leadsInto(root, dirname(folder));
  const inside = relative(root, place);
  return !isAbsolute(inside) && inside.split(sep)[0] !== '..'; // absolute: on another drive of Windows
}

function isLink(mode: number): boolean {
  return (mode & constants.S_IFMT) === constants.S_IFLNK;
}
