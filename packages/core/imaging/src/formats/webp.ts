import type { Source } from '../source.ts';
import { checkParts } from './most-parts.ts';

const fileHeader = 12; // RIFF, length, WEBP
const chunkHeader = 8;
const frameHeader = 16; // of ANMF: place, size, duration, flags

/**
 * A WebP with what its chunks tell (RIFF; developers.google.com/speed/webp/docs/riff_container). They are counted here
 * because libwebp walks its list of frames anew for each: six minutes for 240,000.
 */
export function webpSource(bytes: Buffer): Source {
  let listedFrames = 0;
  let others = 0;
  let isLossless = false;
  for (let at = fileHeader; at + chunkHeader <= bytes.length; ) {
    const type = bytes.toString('latin1', at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    if (type === 'ANMF') {
      listedFrames += 1;
      isLossless ||= frameIsLossless(bytes, at + chunkHeader + frameHeader);
    } else {
      checkParts(++others, 'chunks beside its pixels');
      isLossless ||= type === 'VP8L';
    }
    at += chunkHeader + length + (length & 1);
  }
  return { bytes, listedFrames: Math.max(1, listedFrames), isLossless };
}

/** The bitstream is the first chunk of a lossless frame; before a lossy one its alpha channel may stand. */
function frameIsLossless(bytes: Buffer, at: number): boolean {
  return bytes.toString('latin1', at, at + 4) === 'VP8L';
}
