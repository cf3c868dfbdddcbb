import { checkParts } from './most-parts.ts';
import { chunksOf } from './png-chunks.ts';

const signatureBytes = 8;
const textTypes: ReadonlySet<string> = new Set(['tEXt', 'zTXt', 'iTXt']);
const pixelTypes: ReadonlySet<string> = new Set(['IDAT', 'fcTL', 'fdAT']);

/**
 * A PNG without its texts, which no variant keeps; XMP is one of them. They may be compressed: in 8 KB may be 8 MB, of
 * which libvips keeps two copies, and a file may hold hundreds. Throws `TooLarge` for more chunks than any program writes.
 */
export function withoutText(bytes: Buffer): Buffer {
  let kept: Buffer | undefined;
  let [length, keptFrom, others] = [0, 0, 0];
  for (const { type, at, end } of chunksOf(bytes, signatureBytes)) {
    if (!pixelTypes.has(type)) checkParts(++others, 'chunks beside its pixels');
    if (!textTypes.has(type)) continue;
    kept ??= Buffer.alloc(bytes.length);
    length += bytes.copy(kept, length, keptFrom, at);
    keptFrom = end;
  }
  if (!kept) return bytes;
  length += bytes.copy(kept, length, Math.min(keptFrom, bytes.length));
  return kept.subarray(0, length);
}
