import { bufferOf } from '../buffer-of.ts';
import type { ImageMetadata } from '../inspect.ts';
import type { Facts } from './facts.ts';

/**
 * What the file of an inspected image says about the photo. A block that is broken says less; it is never an error. The
 * parsers are loaded for the first image, not at start.
 */
export async function readFacts(
  bytes: Uint8Array,
  metadata: Pick<ImageMetadata, 'format' | 'blocks'>,
  options: { readonly location: boolean },
): Promise<Facts> {
  const { factsOf } = await import('./facts-of.ts');
  return factsOf(bufferOf(bytes), metadata, options);
}
