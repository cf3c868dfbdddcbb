import { once } from 'node:events';
import { resolve } from 'node:path';
import { colours } from '../colours.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { createProgress } from '../progress.ts';
import { type EmbeddedStack, startEmbeddedStack, stopwatch } from '../start/embedded-stack.ts';
import { photosFrom, samplePhotos } from '../start/photos.ts';
import { type ProcessedImage, processPhotos } from '../start/process-photos.ts';
import { imageTable } from '../start/report.ts';
import { userFolder } from '../user-folder.ts';

export interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
  readonly port: number;
  readonly dataDir?: string;
  readonly allowedHost?: readonly string[];
}

export async function run(
  paths: readonly string[],
  { once: endWhenDone, json, port, dataDir, allowedHost }: Options,
): Promise<void> {
  const folder = userFolder();
  const photos = paths.length > 0 ? photosFrom(paths, folder) : samplePhotos();
  const progress = createProgress();
  const signal = interruption();
  let stack: EmbeddedStack | undefined;
  try {
    stack = await startEmbeddedStack({
      port,
      progress,
      signal,
      ...(dataDir === undefined ? {} : { dataDir: resolve(folder, dataDir) }),
      ...(allowedHost === undefined ? {} : { allowedHosts: allowedHost }),
    });
    const lap = stopwatch();
    const show = (done: number) => progress.show(`Processing: ${done} of ${photos.length} photos`);
    show(0);
    const images = await processPhotos(photos, stack, show, signal);
    progress.clear();
    const timings = { ...stack.timings, processMs: lap() };
    if (json) console.log(JSON.stringify({ api: stack.apiUrl, images, timings }));
    else console.log(report(images, timings));
    if (endWhenDone) {
      process.exitCode = images.some(({ status }) => status === 'failed') ? 1 : 0;
      return;
    }
    if (!json) console.log(invitation(stack, images));
    if (!signal.aborted) await once(signal, 'abort');
  } catch (error) {
    if (!signal.aborted) throw error;
    process.exitCode = interruptedExitCode; // interrupted before there was a result
  } finally {
    progress.clear();
    await stack?.close();
  }
}

function report(
  images: readonly ProcessedImage[],
  { bootMs, deployMs, processMs }: { bootMs: number; deployMs: number; processMs: number },
): string {
  return `${imageTable(images)}
${colours.dim(`cloud ${bootMs} ms, deployment ${deployMs} ms, photos ${processMs} ms`)}`;
}

function invitation(
  { apiUrl, endpoint, originalsBucket, caller }: EmbeddedStack,
  images: readonly ProcessedImage[],
): string {
  const signIn = Object.entries(caller.signIn).map(([label, value]) => `           ${label}: ${value}`);
  const upload = `  Upload   aws --endpoint-url ${endpoint} s3 cp photo.jpg s3://${originalsBucket}/`;
  const picture = images.find(({ variants }) => variants.length > 0)?.thumbnail;
  return [
    '',
    `  Gallery  ${colours.cyan(`${apiUrl}/`)}`,
    ...signIn,
    `  API      ${colours.cyan(`${apiUrl}/images`)}`,
    ...(picture === undefined ? [] : [`  Picture  ${colours.cyan(picture)}`]),
    ...(caller.owners ? [] : [upload]), // an upload straight to S3 has no owner, so no caller would see it
    '',
    colours.dim('Press Ctrl-C to stop.'),
  ].join('\n');
}
