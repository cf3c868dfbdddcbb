import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import pLimit from 'p-limit';
import { RenderFault } from './errors.ts';
import { area, type Size } from './size.ts';

/** A whole picture of 48 MP takes hundreds of megabytes: one at a time. */
const oneAtATime = pLimit(1);

export interface Work {
  /** The program of the worker, in JavaScript. */
  readonly program: string;
  /** What it is given, beside the file from which it resolves the WebAssembly. */
  readonly data: object;
  readonly size: Size;
  /** Many times what the slowest picture takes: a damaged one can make a decoder turn in circles. */
  readonly secondsPerMegapixel: number;
}

/** To start, whatever the size. */
const leastSeconds = 10;

/**
 * What a decoder's program says of one picture. It is WebAssembly, which is loaded only here: in a worker, because it
 * would stop the function's event loop, and one for each picture, because its memory never shrinks.
 */
export function answerOfWorker({ program, data, size, secondsPerMegapixel }: Work): Promise<unknown> {
  const seconds = leastSeconds + Math.ceil((area(size) / 1e6) * secondsPerMegapixel);
  return oneAtATime(async () => {
    const worker = new Worker(program, {
      eval: true,
      workerData: { importedFrom: import.meta.url, ...data },
    });
    try {
      return await firstMessage(worker, seconds);
    } finally {
      await worker.terminate();
    }
  });
}

async function firstMessage(worker: Worker, seconds: number): Promise<unknown> {
  try {
    const [message] = await once(worker, 'message', { signal: AbortSignal.timeout(seconds * 1000) });
    return message;
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError')
      throw new Error(`decoding it takes more than ${seconds} s`);
    throw new RenderFault('Unexpected', error); // the worker did not start
  }
}
