import { once } from 'node:events';
import { resolve } from 'node:path';
import pMap from 'p-map';
import { counted } from '../amounts.ts';
import { colours } from '../colours.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { save, variantsOf } from '../pictures/save-pictures.ts';
import { createProgress, type Progress } from '../progress.ts';
import type { EmbeddedStack } from '../start/embedded-stack.ts';
import { photosFrom, samplePhotos } from '../start/photos.ts';
import { type ProcessedImage, processPhotos } from '../start/process-photos.ts';
import { imageTable } from '../start/report.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';

export interface Options {
  readonly once?: boolean;
  readonly out?: string;
  readonly json?: boolean;
  readonly port: number;
  readonly dataDir?: string;
  readonly allowedHost?: readonly string[];
}

export async function run(
  paths: readonly string[],
  { once: endWhenDone, out, json, port, dataDir, allowedHost }: Options,
): Promise<void> {
  const folder = userFolder();
  const photos = paths.length > 0 ? photosFrom(paths, folder) : samplePhotos();
  // Loaded once the photos are known: the cloud and the stack take most of the time until something happens.
  const { startEmbeddedStack, stopwatch } = await import('../start/embedded-stack.ts');
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
    const files = out === undefined ? [] : await saveAll(images, resolve(folder, out), { progress, signal });
    progress.clear();
    const timings = { ...stack.timings, processMs: lap() };
    if (json)
      console.log(
        JSON.stringify({ api: stack.apiUrl, images, timings, ...(out !== undefined && { files }) }),
      );
    else console.log(report(images, timings));
    if (!json && out !== undefined)
      console.log(`${counted(files.length, 'picture')} saved in ${visible(out)}`);
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

/** Returns the files' paths. */
async function saveAll(
  images: readonly ProcessedImage[],
  folder: string,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<string[]> {
  const taken = new Set<string>();
  const pictures = images.flatMap((image) =>
    image.variants.length > 0 ? variantsOf(image, taken, signal) : [],
  );
  let saved = 0;
  const saveOne = async (picture: (typeof pictures)[number]) => {
    progress.show(`Saving: ${saved++} of ${pictures.length} pictures`);
    return save(picture, folder);
  };
  return pMap(pictures, saveOne, { concurrency: 8, signal });
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
