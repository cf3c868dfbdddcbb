import type { ImageMetadata } from '../inspect.ts';
import { area } from '../size.ts';

/** Its tables, and the buffers of small pictures. */
const least = 32e6;

/**
 * Bytes that jxl-oxide's WebAssembly takes at its worst, for noise: the picture as floating-point numbers, as they come
 * out, and as PNG. Photos take two thirds of it. The decoder gets no more (`worker-program.ts`).
 */
export function decoderBytes({ coding, bytes }: Pick<ImageMetadata, 'coding' | 'bytes'>): number {
  const { stored, channels, bytesPerChannel } = coding;
  return least + 2 * bytes + area(stored) * (19 + 4.2 * channels + 7 * channels * bytesPerChannel);
}
