import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { codecs } from '@darkroom/imaging';

/**
 * A digest of all that variants depend on beside the original and its focal point: the function's own file, which holds
 * its code and configuration, the versions of the codecs, and how much memory there is for the largest variants.
 * `file` is the function's bundle.
 */
export function recipeOf(file: URL, memoryMb: number): string {
  return createHash('sha256')
    .update(readFileSync(file))
    .update(JSON.stringify([codecs(), memoryMb]))
    .digest('hex');
}
