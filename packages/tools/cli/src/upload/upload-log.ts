import { appendFileSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { parseJson } from '../parse-json.ts';
import type { PhotoFile } from '../photo-files.ts';

const jobSchema = z.strictObject({ darkroomUpload: z.string() });
const lineSchema = z.strictObject({
  file: z.string(),
  bytes: z.number(),
  modifiedMs: z.number(),
  id: z.string(),
  /** Of S3, while not all parts are there. */
  uploadId: z.string().optional(),
});

/** An upload in parts that has begun. */
export interface Begun {
  readonly id: string;
  readonly uploadId: string;
}

/** Which files are uploaded already, one a line on disk, so that not even a killed run starts over. */
export interface UploadLog {
  /** The id of a file that has not changed since it was uploaded. */
  idOf(photo: PhotoFile): string | undefined;
  begunOf(photo: PhotoFile): Begun | undefined;
  begin(photo: PhotoFile, begun: Begun): void;
  add(photo: PhotoFile, id: string): void;
}

export const noLog: UploadLog = { idOf: () => undefined, begunOf: () => undefined, begin() {}, add() {} };

/** `stack` says where the photos go. Throws `CliError` if the file belongs to another one, or is not ours. */
export function openUploadLog(path: string, stack: string): UploadLog {
  const text = readIfThere(path);
  if (text === '') appendFileSync(path, `${JSON.stringify({ darkroomUpload: stack })}\n`);
  else checkJob(path, text, stack);
  const entries = new Map<string, z.output<typeof lineSchema>>();
  // The last line is torn if its run was killed while it wrote.
  for (const line of text.split('\n').slice(1)) {
    const entry = lineSchema.safeParse(parseJson(line));
    if (entry.success) entries.set(identity(entry.data), entry.data);
  }
  if (text !== '' && !text.endsWith('\n')) appendFileSync(path, '\n');
  const write = ({ file, bytes, modifiedMs }: PhotoFile, found: Partial<Begun>) =>
    appendFileSync(path, `${JSON.stringify({ file, bytes, modifiedMs, ...found })}\n`);
  return {
    idOf(photo) {
      const { id, uploadId } = entries.get(identity(photo)) ?? {};
      return uploadId === undefined ? id : undefined;
    },
    begunOf(photo) {
      const { id, uploadId } = entries.get(identity(photo)) ?? {};
      return id !== undefined && uploadId !== undefined ? { id, uploadId } : undefined;
    },
    begin: write,
    add: (photo, id) => write(photo, { id }),
  };
}

function identity({ file, bytes, modifiedMs }: Pick<PhotoFile, 'file' | 'bytes' | 'modifiedMs'>): string {
  return JSON.stringify([file, bytes, modifiedMs]);
}

function checkJob(path: string, text: string, stack: string): void {
  const job = jobSchema.safeParse(parseJson(text.split('\n')[0] ?? ''));
  if (!job.success) {
    throw new CliError(
      'NotAnUploadLog',
      `${path} was not written by darkroom upload. Choose another file.`,
      2,
    );
  }
  if (job.data.darkroomUpload === stack) return;
  throw new CliError(
    'OtherJob',
    `${path} belongs to uploads to ${job.data.darkroomUpload}. Choose another file for ${stack}.`,
    2,
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new CliError('Unreadable', `${path} cannot be read. Choose another file.`, 2);
  }
}
