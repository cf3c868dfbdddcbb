import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Image } from '../api/image.ts';
import { type Api, ApiError } from '../api/open-api.ts';
import { patiently } from '../api/patient-fetch.ts';
import { CliError } from '../errors.ts';
import { contentTypeOf, type PhotoFile } from '../photo-files.ts';
import { sha256Of } from './sha256.ts';

export interface Sent {
  readonly id: string;
  /** An image had the same bytes already, so nothing was sent. */
  readonly isDuplicate: boolean;
}

/** Announces a file and sends it, unless it is there already. Throws `CliError` if it is refused. */
export async function sendFile(
  { file, bytes }: PhotoFile,
  tags: readonly string[],
  { api, signal }: { api: Api; signal: AbortSignal },
): Promise<Sent> {
  if (bytes === 0) throw new CliError('EmptyFile', 'The file is empty.');
  const sha256 = await sha256Of(file, signal);
  const announced = await api.announce({
    filename: basename(file),
    contentType: contentTypeOf(file),
    bytes,
    sha256,
  });
  if ('duplicateOf' in announced) return { id: announced.duplicateOf, isDuplicate: true };
  if (tags.length > 0) await api.describe(announced.id, { tags });
  const photo = await openAsBlob(file);
  const answer = await patiently(() => {
    const form = new FormData();
    for (const [name, value] of Object.entries(announced.upload.fields)) form.append(name, value);
    form.append('file', photo);
    return fetch(announced.upload.url, { method: 'POST', body: form, signal });
  }, signal);
  if (answer.ok) return { id: announced.id, isDuplicate: false };
  throw new CliError('NotStored', `S3 answered ${answer.status}: ${await answer.text()}`);
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
