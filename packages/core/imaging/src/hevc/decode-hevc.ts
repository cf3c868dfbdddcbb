import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import * as z from 'zod';
import { RenderFault } from '../errors.ts';
import type { ImageMetadata } from '../inspect.ts';
import type { Pixels } from '../libvips.ts';
import { area } from '../size.ts';
import type { Source } from '../source.ts';
import { workerProgram } from './worker-program.ts';

/** What the worker answers: rows of RGB or RGBA, or libheif's message. */
const answerSchema = z.union([
  z.object({ pixels: z.instanceof(Uint8Array), width: z.int(), height: z.int() }),
  z.object({ message: z.string() }),
]);

/** A whole picture of 48 MP takes hundreds of megabytes: one at a time. */
const oneAtATime = pLimit(1);

/** Many times what the slowest picture takes. A damaged one can make a decoder turn in circles. */
const secondsOf = (pixels: number) => 10 + Math.ceil((pixels / 1e6) * 2);

/**
 * The pixels of a HEIC's primary picture, upright, in its own colours with 8 bits a channel. libheif's WebAssembly is
 * loaded only here: in a worker, because it would stop the function's event loop, and one for each picture, because its
 * memory never shrinks. Rejects with a plain `Error` for a damaged picture.
 */
export function decodeHevc(source: Source, metadata: ImageMetadata): Promise<Pixels> {
  return oneAtATime(() => decodeInWorker(source, metadata));
}

async function decodeInWorker(
  { bytes, tiles = [] }: Source,
  { width, height, hasAlpha }: ImageMetadata,
): Promise<Pixels> {
  const worker = new Worker(workerProgram, {
    eval: true,
    workerData: { importedFrom: import.meta.url, bytes, tiles, hasAlpha },
  });
  const seconds = secondsOf(area({ width, height }));
  try {
    const answer = await answerOf(worker, seconds);
    if ('message' in answer) throw new Error(answer.message);
    if (answer.width !== width || answer.height !== height)
      throw new Error(`it is ${answer.width} × ${answer.height} and says ${width} × ${height}`);
    return { data: answer.pixels, width, height, channels: hasAlpha ? 4 : 3 };
  } finally {
    await worker.terminate();
  }
}

async function answerOf(worker: Worker, seconds: number): Promise<z.output<typeof answerSchema>> {
  try {
    const [message] = await once(worker, 'message', { signal: AbortSignal.timeout(seconds * 1000) });
    return answerSchema.parse(message);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError')
      throw new Error(`decoding it takes more than ${seconds} s`);
    throw new RenderFault('Unexpected', error); // the worker did not start
  }
}
