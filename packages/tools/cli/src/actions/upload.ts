import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import pMap from 'p-map';
import { counted } from '../amounts.ts';
import type { Api } from '../api/open-api.ts';
import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { fileRefusal } from '../file-refusal.ts';
import { type PhotoFile, photoFiles } from '../photo-files.ts';
import { createProgress } from '../progress.ts';
import { sendFile, untilProcessed } from '../upload/upload-file.ts';
import { noLog, openUploadLog, type UploadLog } from '../upload/upload-log.ts';
import { uploadProgress } from '../upload/upload-progress.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';
import { withApi } from './with-api.ts';

export interface Options extends WhereOptions {
  readonly tag?: readonly string[];
  readonly wait: boolean;
  readonly resume?: string;
  readonly json?: boolean;
}

/** What became of one file. */
type Result =
  | { readonly file: string; readonly id: string; readonly status: 'ready' | 'uploaded' | 'duplicate' }
  | {
      readonly file: string;
      readonly id?: string;
      readonly status: 'failed';
      readonly code: string;
      readonly reason: string;
    };

/** Sending takes the line, waiting takes Lambda: more than this many at once would only wait in its queue. */
const atOnce = 8;

export function run(
  paths: readonly string[],
  { tag = [], wait, resume, json, ...where }: Options,
): Promise<void> {
  const photos = photoFiles(paths, userFolder());
  return withApi(where, async (api, signal) => {
    setMaxListeners(0, signal); // a few for each photo in progress
    const log = resume === undefined ? noLog : openUploadLog(resolve(userFolder(), resume), api.url);
    const startedAt = performance.now();
    const progress = uploadProgress(photos, createProgress());
    const results: Result[] = [];
    const upload = async (photo: PhotoFile) => {
      const result = await resultOf(photo, {
        api,
        signal,
        log,
        sent: (bytes) => progress.sent(photo, bytes),
        tags: tag,
        wait,
      });
      results.push(result);
      progress.done(photo, result.status === 'failed');
    };
    await pMap(photos, upload, { concurrency: atOnce, signal })
      .catch((error: unknown) => {
        if (!signal.aborted) throw error;
      })
      .finally(() => progress.clear());
    const complete = !signal.aborted;
    if (json) console.log(JSON.stringify({ photos: results, complete }));
    else report(results, performance.now() - startedAt);
    if (results.some(({ status }) => status === 'failed')) process.exitCode = 1;
    if (!complete) console.error('Interrupted. To continue, run the same command again.');
  });
}

async function resultOf(
  photo: PhotoFile,
  {
    api,
    signal,
    log,
    sent,
    tags,
    wait,
  }: {
    api: Api;
    signal: AbortSignal;
    log: UploadLog;
    sent: (bytes: number) => void;
    tags: readonly string[];
    wait: boolean;
  },
): Promise<Result> {
  const { path: file } = photo;
  let id = log.idOf(photo);
  let isDuplicate = id !== undefined;
  try {
    if (id === undefined) {
      ({ id, isDuplicate } = await sendFile(photo, tags, { api, signal, log, sent }));
      log.add(photo, id);
    }
    if (!wait) return { file, id, status: isDuplicate ? 'duplicate' : 'uploaded' };
    const image = await untilProcessed(id, api, signal);
    if (image.status === 'ready') return { file, id, status: isDuplicate ? 'duplicate' : 'ready' };
    return { file, id, status: 'failed', code: image.code ?? 'Failed', reason: image.reason ?? 'It failed.' };
  } catch (error) {
    signal.throwIfAborted();
    const code = error instanceof CliError ? error.code : 'NotSent';
    const reason = fileRefusal(error) ?? (error instanceof Error ? error.message : String(error));
    return { file, ...(id !== undefined && { id }), status: 'failed', code, reason };
  }
}

function report(results: readonly Result[], ms: number): void {
  const count = (wanted: Result['status']) => results.filter(({ status }) => status === wanted).length;
  for (const result of results) {
    if (result.status !== 'failed') continue;
    console.error(`${colours.red('failed')} ${visible(`${result.file}: ${result.reason}`)}`);
  }
  const [ready, uploaded, duplicates, failed] = [
    count('ready'),
    count('uploaded'),
    count('duplicate'),
    count('failed'),
  ];
  const parts = [
    ready > 0 && `${counted(ready, 'photo')} ready`,
    uploaded > 0 && `${counted(uploaded, 'photo')} uploaded`,
    duplicates > 0 && `${duplicates} there already`,
    failed > 0 && `${failed} failed`,
  ].filter(Boolean);
  console.log(`${parts.join(', ') || 'Nothing was uploaded'}, in ${(ms / 1000).toFixed(1)} s.`);
  const [first] = results;
  if (results.length === 1 && first?.id !== undefined) console.log(`See it: darkroom show ${first.id}`);
}
