import type { Size } from '../size.ts';
import { decodable, isFrame } from './jpeg.ts';
import { segmentsOf, startOfScan } from './jpeg-segments.ts';

/** Many times what a camera writes before the frame header. */
const mostBytes = 1024 ** 2;

/** The size of a JPEG as cameras preview with: baseline or progressive, 8 bits a channel; `undefined` of all else. */
export function jpegSize(bytes: Buffer): Size | undefined {
  if (bytes.length < 4 || bytes.readUIntBE(0, 3) !== 0xffd8ff) return undefined;
  const head = bytes.subarray(0, mostBytes);
  for (const { marker, start } of segmentsOf(head)) {
    if (marker === startOfScan) return undefined;
    if (!isFrame(marker)) continue;
    if (!decodable.has(marker) || start + 5 > head.length || head.readUInt8(start) !== 8) return undefined;
    return { height: head.readUInt16BE(start + 1), width: head.readUInt16BE(start + 3) };
  }
  return undefined;
}
