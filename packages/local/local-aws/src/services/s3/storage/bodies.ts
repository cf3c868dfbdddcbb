import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Storage } from '../../../storage/storage.ts';

/** Of one read from disk: with fewer, the calls cost more than the bytes. */
const chunkBytes = 1024 ** 2;

/** A file with the bytes of an object, or of a part of one. Files are written once and never changed. */
export interface Segment {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Bodies on disk. A file counts only once a record names it, so a crash in the middle of an upload
 * leaves nothing visible; `collectGarbage` removes such leftovers at start.
 */
export interface Bodies {
  /** Throws StorageError, and what `source` throws; nothing is kept then. */
  write(source: AsyncIterable<Buffer>): Promise<Segment>;
  /** Bytes `start`…`end` (inclusive) of the segments in a row; they stay readable until the stream closes. */
  read(segments: readonly Segment[], start: number, end: number): Readable;
  /**
   * Deletes files, those being read as soon as their readers are done. Nobody depends on it: what a failure leaves
   * behind is collected at the next start.
   */
  remove(segments: readonly Segment[]): Promise<void>;
  collectGarbage(referenced: ReadonlySet<string>): Promise<void>;
}

export function openBodies(folder: string, writeFiles: Storage['writeFiles']): Bodies {
  const readers = new Map<string, number>();
  const doomed = new Set<string>();

  const path = (file: string) => join(folder, file);
  const drop = (file: string) => rm(path(file), { force: true }).catch(() => {});

  function release(segments: readonly Segment[]) {
    for (const { file } of segments) {
      const left = (readers.get(file) ?? 1) - 1;
      if (left > 0) {
        readers.set(file, left);
        continue;
      }
      readers.delete(file);
      if (doomed.delete(file)) void drop(file);
    }
  }

  return {
    async write(source) {
      const file = randomUUID();
      const output = createWriteStream(path(file), { mode: 0o600 });
      try {
        await writeFiles(() => pipeline(source, output));
      } catch (error) {
        await drop(file);
        throw error;
      }
      return { file, bytes: output.bytesWritten };
    },

    read(segments, start, end) {
      for (const { file } of segments) readers.set(file, (readers.get(file) ?? 0) + 1);
      const stream = Readable.from(readSegments(folder, segments, start, end), { objectMode: false });
      return stream.once('close', () => release(segments));
    },

    async remove(segments) {
      for (const { file } of segments) {
        if (readers.has(file)) doomed.add(file);
        else await drop(file);
      }
    },

    async collectGarbage(referenced) {
      for (const file of await readdir(folder)) {
        if (!referenced.has(file)) await rm(path(file), { force: true });
      }
    },
  };
}

async function* readSegments(folder: string, segments: readonly Segment[], start: number, end: number) {
  let offset = 0;
  for (const { file, bytes } of segments) {
    const from = Math.max(start - offset, 0);
    const to = Math.min(end - offset, bytes - 1);
    if (from <= to)
      yield* createReadStream(join(folder, file), { start: from, end: to, highWaterMark: chunkBytes });
    offset += bytes;
  }
}
