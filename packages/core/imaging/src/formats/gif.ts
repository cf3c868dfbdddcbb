import { Corrupt } from '../errors.ts';
import type { Source } from '../source.ts';

/** What the blocks of a GIF (GIF89a, Appendix A) say about its frames. */
interface Blocks {
  /** After the last frame and its extensions: where the trailer is, or should be. */
  readonly end: number;
  readonly frames: number;
  readonly hasTransparency: boolean;
  /** Whether anything is transparent: outside the first frame, or where a frame is cleared. */
  readonly leavesGaps: boolean;
  /** Positions of the control extensions of frames that are cleared and cover less than the whole picture. */
  readonly cleared: readonly number[];
}

const trailer = 0x3b;

/**
 * A GIF whose frames are all complete; any other is refused. libvips would play a truncated or broken one up to where it
 * stops, including half a frame. What no frame covers is transparent, as in browsers.
 */
export function gifSource(bytes: Buffer): Source {
  const blocks = blocksOf(bytes);
  if (!blocks) throw new Corrupt('The GIF is damaged or cut off before its end: export or upload it again.');
  const { end, frames, hasTransparency, leavesGaps, cleared } = blocks;
  const listedFrames = frames;
  if (!leavesGaps || (hasTransparency && cleared.length === 0)) return { bytes, listedFrames };
  const told = Buffer.concat([bytes.subarray(0, end), transparentFrame, Buffer.from([trailer])]);
  for (const control of cleared) {
    told[control + 3] = (told[control + 3] ?? 0) | 1;
    told[control + 6] = 255;
  }
  return { bytes: told, frames, listedFrames };
}

/** One transparent pixel that is never shown: libvips gives all frames an alpha channel if one of them needs it. */
const transparentFrame = Buffer.from([
  ...[0x21, 0xf9, 4, 1, 0, 0, 0, 0], // graphic control: colour 0 is transparent
  ...[0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0x80], // image: 1 × 1, a table of two colours
  ...[0, 0, 0, 0, 0, 0],
  ...[2, 2, 0x44, 1, 0], // LZW: clear, 0, end
]);

/** `undefined` if the blocks do not lead to an end. Whatever follows the trailer is ignored. */
function blocksOf(bytes: Buffer): Blocks | undefined {
  const cleared: number[] = [];
  let [frames, hasTransparency, leavesGaps] = [0, false, false];
  let control: number | undefined; // of the next frame
  let before: Frame | undefined;
  let at = 13 + colourTableBytes(bytes[10]);
  for (;;) {
    if (bytes[at] === 0x21) {
      // extension: label, sub-blocks
      if (bytes[at + 1] === 0xf9) control = at;
      at = endOfSubBlocks(bytes, at + 2);
    } else if (bytes[at] === 0x2c) {
      // image: place, size and flags, colour table, LZW code size, sub-blocks
      const frame = frameAt(bytes, at, control);
      const isBare = !before || before.disposal === 2 || (before.disposal > 2 && frames === 1);
      const showsGap = !frame.fills && isBare;
      if (showsGap && before?.canBeTold) cleared.push(before.control);
      leavesGaps ||= showsGap;
      hasTransparency ||= frame.isTransparent;
      [before, control] = [frame, undefined];
      frames += 1;
      at = endOfSubBlocks(bytes, frame.data);
    } else break;
  }
  const lacksTrailer = at === bytes.length && frames > 0 && control === undefined;
  if (!lacksTrailer && !endsAt(bytes, at)) return undefined;
  return { end: at, frames, hasTransparency, leavesGaps, cleared };
}

interface Frame {
  /** Where its sub-blocks begin, and where its control extension is. */
  readonly data: number;
  readonly control: number;
  /** Covers the whole picture. */
  readonly fills: boolean;
  readonly isTransparent: boolean;
  /** Before the next frame is drawn: 2 clears this one; 3 restores what was there before it. */
  readonly disposal: number;
  /** libvips then paints it in the background colour, unless it has a transparent colour; 255 can become one. */
  readonly canBeTold: boolean;
}

function frameAt(bytes: Buffer, at: number, control: number | undefined): Frame {
  const [left, top, width = 0, height = 0] = [1, 3, 5, 7].map((field) => bytes.readUInt16LE(at + field));
  const codeSizeAt = at + 10 + colourTableBytes(bytes[at + 9]);
  const flags = control === undefined ? 0 : (bytes[control + 3] ?? 0);
  const isTransparent = (flags & 1) === 1;
  const disposal = (flags >> 2) & 7;
  return {
    data: codeSizeAt + 1,
    control: control ?? 0,
    fills: left === 0 && top === 0 && width >= bytes.readUInt16LE(6) && height >= bytes.readUInt16LE(8),
    isTransparent,
    disposal,
    canBeTold: disposal === 2 && !isTransparent && (bytes[codeSizeAt] ?? 8) < 8,
  };
}

/** Some encoders write one terminator too many. libvips sees no frame after it, so none may follow. */
function endsAt(bytes: Buffer, at: number): boolean {
  if (bytes[at] === trailer) return true;
  return bytes[at] === 0 && bytes.subarray(at).find((byte) => byte !== 0) === trailer;
}

function colourTableBytes(flags = 0): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}

function endOfSubBlocks(bytes: Buffer, start: number): number {
  let at = start;
  for (let length = bytes[at]; length; length = bytes[at]) at += 1 + length;
  return at + 1;
}
