import { createWriteStream } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { basename, extname } from 'node:path/posix';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CliError } from '../errors.ts';

/** A file to save; `name` is safe in every file system. */
export interface Picture {
  readonly name: string;
  open(): Promise<Readable>;
}

interface Named {
  readonly id: string;
  readonly key: string;
}

interface Variant {
  readonly preset: string;
  readonly format: string;
  readonly url: string;
}

/** The variants of an image, named `photo-large.webp`. */
export function variantsOf(
  image: Named & { readonly variants: readonly Variant[] },
  taken: Set<string>,
  signal: AbortSignal,
): Picture[] {
  const stem = stemOf(image, taken);
  return image.variants.map(({ preset, format, url }) => ({
    name: `${stem}-${preset}.${format === 'jpeg' ? 'jpg' : format}`,
    open: () => download(url, signal),
  }));
}

/** The name of an image's original, which no other image of `taken` has. */
export function originalName(image: Named, taken: Set<string>): string {
  return `${stemOf(image, taken)}${safe(extname(image.key), 30)}`;
}

/** A photo of the same name from elsewhere gets a part of its id. */
function stemOf({ id, key }: Named, taken: Set<string>): string {
  const name = safe(basename(key, extname(key)), 150).replace(/^\.+/, '') || id;
  const stem = taken.has(name.toLowerCase()) ? `${name}-${id.slice(0, 8)}` : name;
  taken.add(stem.toLowerCase());
  return stem;
}

/** Without what Windows refuses, what leads to another folder, and what controls a terminal. */
function safe(name: string, mostBytes: number): string {
  const plain = name.replace(/[<>:"/\\|?*\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, '_');
  // A name has 255 bytes at most, and a preset, a part of an id and `.part` may follow.
  return Buffer.from(plain)
    .subarray(0, mostBytes)
    .toString()
    .replace(/\ufffd$/, '');
}

async function download(url: string, signal: AbortSignal): Promise<Readable> {
  const answer = await fetch(url, { signal });
  if (answer.ok && answer.body) return Readable.fromWeb(answer.body);
  throw new CliError(
    'NotServed',
    `The picture was not served: ${new URL(url).host} answered ${answer.status}.`,
  );
}

/** Writes a picture; a file with its name is replaced only when all of the new one is there. Returns its path. */
export async function save({ name, open }: Picture, folder: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, name);
  const unfinished = `${file}.part`;
  try {
    await pipeline(await open(), createWriteStream(unfinished));
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return file;
}
