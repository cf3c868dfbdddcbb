import * as z from 'zod';
import { pngSource } from '../formats/png.ts';
import { headerOf } from '../header.ts';
import type { ImageMetadata } from '../inspect.ts';
import { answerOfWorker } from '../picture-worker.ts';
import type { Source } from '../source.ts';
import { decoderBytes } from './decoder-bytes.ts';
import type { Jxl } from './jxl.ts';
import { workerProgram } from './worker-program.ts';

const answerSchema = z.union([
  z.object({ png: z.instanceof(Uint8Array) }),
  z.object({ message: z.string() }),
]);

/**
 * A JPEG XL as the PNG that jxl-oxide makes of it: upright, of its first frame, with 8 or 16 bits a channel, in its own
 * colours. The WebAssembly has no other way to give pixels. Rejects with a plain `Error` for a damaged picture.
 */
export async function asPng(
  { bytes, colour }: Source,
  { width, height, hasAlpha, codePoints }: Jxl,
  metadata: ImageMetadata,
): Promise<{ readonly source: Source; readonly metadata: ImageMetadata }> {
  const data = { bytes, maxBytes: decoderBytes(metadata) };
  const work = { program: workerProgram, data, secondsPerMegapixel: 3 };
  const answer = answerSchema.parse(await answerOfWorker({ ...work, size: metadata }));
  if ('message' in answer) throw new Error(answer.message);
  const source = pngSource(Buffer.from(answer.png.buffer, answer.png.byteOffset, answer.png.byteLength));
  const header = await headerOf(source);
  if (header.width !== width || header.height !== height || header.hasAlpha !== hasAlpha)
    throw new Error(`it is ${header.width} × ${header.height} and says ${width} × ${height}`);
  return {
    // In the PNG, Display P3 has the number of another P3.
    source: codePoints ? { ...source, colour } : source,
    metadata: { ...metadata, colourSpace: header.space },
  };
}
