import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Announced, Image } from '../api/image.ts';
import { type Api, ApiError } from '../api/open-api.ts';
import { patiently } from '../api/patient-fetch.ts';
import { CliError } from '../errors.ts';
import { contentTypeOf, type PhotoFile } from '../photo-files.ts';
import { partBytes, sendInParts } from './send-parts.ts';
import { sha256Of } from './sha256.ts';
import { type Begun, noLog, type UploadLog } from './upload-log.ts';

export interface Sent {
  readonly id: string;
  /** In the originals bucket; unknown of a duplicate. */
  readonly key?: string;
  /** An image had the same bytes already, so nothing was sent. */
  readonly isDuplicate: boolean;
}

interface Sending {
  readonly api: Api;
  readonly signal: AbortSignal;
  /** Knows which uploads in parts an earlier run has begun. */
  readonly log?: UploadLog;
  /** Of a file that is sent in parts: the bytes of each part that is there. */
  readonly sent?: ((bytes: number) => void) | undefined;
}

/** Announces a file and sends it, unless it is there already. Throws `CliError` if it is refused. */
export async function sendFile(
  photo: PhotoFile,
  tags: readonly string[],
  { api, signal, log = noLog, sent }: Sending,
): Promise<Sent> {
  const { file, bytes } = photo;
  if (bytes === 0) throw new CliError('EmptyFile', 'The file is empty.');
  const begun = log.begunOf(photo);
  if (begun && (await goesOn(file, begun, { api, signal, sent })))
    return { id: begun.id, isDuplicate: false };
  const announced = await api.announce({
    filename: basename(file),
    contentType: contentTypeOf(file),
    bytes,
    sha256: await sha256Of(file, signal),
  });
  if ('duplicateOf' in announced) return { id: announced.duplicateOf, isDuplicate: true };
  const { id, key, upload } = announced;
  if (tags.length > 0) await api.describe(id, { tags });
  const began = (uploadId: string) => log.begin(photo, { id, uploadId });
  if (bytes <= partBytes) await sendForm(file, upload, signal);
  else await sendInParts(file, { id }, { api, signal, began, sent });
  return { id, key, isDuplicate: false };
}

const overCodes = ['AlreadyUploaded', 'ImageNotFound', 'NotAnnounced', 'NoSuchUpload'];

/** False if the upload that was begun is no more: it was completed, its image deleted, or S3 has forgotten it. */
async function goesOn(file: string, begun: Begun, { api, signal, sent }: Sending): Promise<boolean> {
  try {
    await sendInParts(file, begun, { api, signal, began() {}, sent });
    return true;
  } catch (error) {
    const isOver = error instanceof CliError && overCodes.includes(error.code);
    if (!isOver) throw error;
    return false;
  }
}

async function sendForm(
  file: string,
  { url, fields }: Announced['upload'],
  signal: AbortSignal,
): Promise<void> {
  const photo = await openAsBlob(file);
  const answer = await patiently(() => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', photo);
    return fetch(url, { method: 'POST', body: form, signal });
  }, signal);
  if (!answer.ok) throw new CliError('NotStored', `S3 answered ${answer.status}: ${await answer.text()}`);
}

const firstPauseMs = 250;
const longestPauseMs = 3000;
const patienceMs = 15 * 60_000; // Lambda gives up before

/** The image when nothing more happens to it. Throws `CliError` if that takes too long. */
export async function untilProcessed(id: string, api: Api, signal: AbortSignal): Promise<Image> {
  const end = performance.now() + patienceMs;
  for (let pause = firstPauseMs; performance.now() < end; pause = Math.min(2 * pause, longestPauseMs)) {
    const image = await api.image(id).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) throw new CliError('Deleted', 'It was deleted.');
      throw error;
    });
    if (image.status === 'ready' || image.status === 'failed') return image;
    await setTimeout(pause, undefined, { signal });
  }
  throw new CliError('StillProcessing', 'It is still being processed. Look later: darkroom show');
}
