import type { Size } from '../size.ts';
import { segmentsOf, startOfScan } from './jpeg-segments.ts';

/** Many times what a camera writes before the frame header. */
const mostBytes = 1024 ** 2;

/** The size of a JPEG as cameras preview with: baseline or progressive, 8 bits a channel; `undefined` of all else. */
export function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUIntBE(0, 3) !== 0xffd8ff) return undefined;
  const head = bytes.subarray(0, mostBytes);
  for (const { marker, start } of segmentsOf(head)) {
    if (marker === startOfScan) return undefined;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker);
    if (!isFrame) continue;
    if (marker > 0xc2 || start + 5 > head.length || head.readUInt8(start) !== 8) return undefined;
    return { height: head.readUInt16BE(start + 1), width: head.readUInt16BE(start + 3) };
  }
  return undefined;
}

/** Huffman tables, an extension and arithmetic conditioning, among the numbers of frame headers. */
const notFrames: ReadonlySet<number> = new Set([0xc4, 0xc8, 0xcc]);
