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
  const ends = image.variants.map(({ preset, format }) => `-${preset}.${format === 'jpeg' ? 'jpg' : format}`);
  const names = namesOf(image, ends, taken);
  return image.variants.map(({ url }, index) => ({
    name: names[index] ?? image.id,
    open: () => download(url, signal),
  }));
}

/** The name of an image's original, which no other picture of `taken` has. */
export function originalName(image: Named, taken: Set<string>): string {
  const [name = image.id] = namesOf(image, [safe(extname(image.key), 30)], taken);
  return name;
}

/** The names of an image's files. If one of them is taken, a part of the image's id is in all. */
function namesOf({ id, key }: Named, ends: readonly string[], taken: Set<string>): string[] {
  const stem = safe(basename(key, extname(key)), 150).replace(/^\.+/, '') || id;
  const plain = ends.map((end) => `${stem}${end}`);
  const isFree = plain.every((name) => !taken.has(name.toLowerCase()));
  const names = isFree ? plain : ends.map((end) => `${stem}-${id.slice(0, 8)}${end}`);
  for (const name of names) taken.add(name.toLowerCase());
  return names;
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
