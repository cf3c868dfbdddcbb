import * as z from 'zod';
import type { ImageMetadata } from '../inspect.ts';
import type { Pixels } from '../libvips.ts';
import { answerOfWorker } from '../picture-worker.ts';
import type { Source } from '../source.ts';
import { workerProgram } from './worker-program.ts';

/** What the worker answers: rows of RGB or RGBA, or libheif's message. */
const answerSchema = z.union([
  z.object({ pixels: z.instanceof(Uint8Array), width: z.int(), height: z.int() }),
  z.object({ message: z.string() }),
]);

/**
 * The pixels of a HEIC's primary picture, upright, in its own colours with 8 bits a channel, by libheif. Rejects with a
 * plain `Error` for a damaged picture.
 */
export async function decodeHevc(
  { bytes, tiles = [] }: Source,
  { width, height, hasAlpha }: ImageMetadata,
): Promise<Pixels> {
  const work = { program: workerProgram, data: { bytes, tiles, hasAlpha }, secondsPerMegapixel: 2 };
  const answer = answerSchema.parse(await answerOfWorker({ ...work, size: { width, height } }));
  if ('message' in answer) throw new Error(answer.message);
  if (answer.width !== width || answer.height !== height)
    throw new Error(`it is ${answer.width} × ${answer.height} and says ${width} × ${height}`);
  return { data: answer.pixels, width, height, channels: hasAlpha ? 4 : 3 };
}
