import { constants, deflateRawSync } from 'node:zlib';
import sharp from 'sharp';
import type { Size } from '../src/index.ts';
import { equalRuns, makeBmp } from './make-bmp.ts';
import { assemblePng, header, uint32 } from './make-png.ts';
import { makeTiff } from './make-tiff.ts';

/** A PNG of zeros, a few hundred KB however many pixels it has, and quickly made. */
export function largePng(
  image: Size & { readonly depth: 8 | 16; readonly channels: 1 | 2 | 3 | 4; readonly interlaced?: boolean },
): Buffer {
  const { width, height, depth, channels, interlaced = false } = image;
  const rowBytes = (pixels: number) => (pixels === 0 ? 0 : 1 + (pixels * channels * depth) / 8);
  const passes = interlaced ? adam7 : [{ left: 0, top: 0, across: 1, down: 1 }];
  const bytes = passes.reduce((sum, { left, top, across, down }) => {
    const columns = Math.ceil(Math.max(0, width - left) / across);
    return sum + Math.ceil(Math.max(0, height - top) / down) * rowBytes(columns);
  }, 0);
  return assemblePng([
    header({ width, height, depth, channels }, interlaced),
    ['IDAT', deflatedZeros(bytes)],
  ]);
}

/** Which pixels the seven passes of an interlaced PNG hold (PNG specification, "Interlacing"). */
const adam7 = [
  { left: 0, top: 0, across: 8, down: 8 },
  { left: 4, top: 0, across: 8, down: 8 },
  { left: 0, top: 4, across: 4, down: 8 },
  { left: 2, top: 0, across: 4, down: 4 },
  { left: 0, top: 2, across: 2, down: 4 },
  { left: 1, top: 0, across: 2, down: 2 },
  { left: 0, top: 1, across: 1, down: 2 },
];

/** A TIFF of zeros in one compressed strip, or in one a channel. */
export function largeTiff(
  image: Size & { readonly depth: 8 | 16; readonly channels: 1 | 3 | 4; readonly planar?: boolean },
): Buffer {
  const { width, height, depth, channels, planar = false } = image;
  const planes = planar ? channels : 1;
  const fields = {
    258: Array(channels).fill(depth),
    259: [8], // Deflate
    262: [channels === 1 ? 1 : 2],
    277: [channels],
    284: [planar ? 2 : 1],
    ...(channels === 4 && { 338: [2] }), // the fourth is alpha
  };
  const pixels = deflatedZeros((width * height * channels * depth) / 8 / planes);
  return makeTiff([{ width, height, fields, pixels, planes }]);
}

/** A BMP in runs: of one colour, and a hundredth of its pixels' bytes. */
export function largeBmp(size: Size): Buffer {
  const palette = Array.from({ length: 256 }, (_, grey) => [grey, grey, grey] as const);
  return makeBmp({ ...size, bits: 8, compression: 1, palette, pixels: equalRuns(size, 77) });
}

/** A GIF of four unlike frames, again and again; it plays for a tenth of a second each. */
export async function longGif(width: number, height: number, frames: number): Promise<Buffer> {
  const colours = ['#c03020', '#20a040', '#2040c0', '#c0c020'];
  const stills = await Promise.all(
    colours.map((background) => {
      // Coarse noise: 300 frames of 978 × 720 in fine noise would be more bytes than a file may have.
      const canvas = {
        width: Math.ceil(width / 16),
        height: Math.ceil(height / 16),
        channels: 3,
        background,
      } as const;
      const noise = { type: 'gaussian', mean: 128, sigma: 12 } as const;
      const coarse = sharp({ create: { ...canvas, noise } }).resize({ width, height, kernel: 'nearest' });
      return coarse.tint(background).gif({ effort: 1, dither: 0 }).toBuffer();
    }),
  );
  const [first = Buffer.alloc(0)] = stills;
  const control = Buffer.from([0x21, 0xf9, 4]); // stands before each frame
  const blocks = stills.map((still) => {
    const block = Buffer.from(still.subarray(still.indexOf(control), -1));
    block.writeUInt16LE(10, 4);
    return block;
  });
  const repeated = Array.from({ length: frames }, (_, frame) => blocks[frame % blocks.length] ?? first);
  return Buffer.concat([first.subarray(0, first.indexOf(control)), ...repeated, Buffer.from([0x3b])]);
}

/** A WebP of a still's bitstream again and again, as frames of an animation. */
export function longWebp(still: Buffer, { width, height }: Size, frames: number): Buffer {
  const size = Buffer.concat([uint24(width - 1), uint24(height - 1)]);
  const shown = Buffer.concat([Buffer.alloc(6), size, uint24(100), Buffer.alloc(1)]);
  const frame = riffChunk('ANMF', Buffer.concat([shown, still.subarray(12)]));
  const canvas = riffChunk('VP8X', Buffer.concat([Buffer.from([2, 0, 0, 0]), size]));
  const repeated = Buffer.alloc(frame.length * frames, frame);
  const animation = [Buffer.from('WEBP'), canvas, riffChunk('ANIM', Buffer.alloc(6)), repeated];
  return riffChunk('RIFF', Buffer.concat(animation));
}

function riffChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([Buffer.from(type), length, data, Buffer.alloc(data.length & 1)]);
}

function uint24(value: number): Buffer {
  const buffer = Buffer.alloc(3);
  buffer.writeUIntLE(value, 0, 3);
  return buffer;
}

/** A zlib stream (RFC 1950) put together from one compressed block, again and again. */
export function deflatedZeros(bytes: number): Buffer {
  const blockBytes = 2 ** 20;
  const block = deflateRawSync(Buffer.alloc(blockBytes), { finishFlush: constants.Z_FULL_FLUSH });
  const blocks = Array.from({ length: Math.floor(bytes / blockBytes) }, () => block);
  const rest = deflateRawSync(Buffer.alloc(bytes % blockBytes));
  const checksum = (bytes % 65_521) * 2 ** 16 + 1; // Adler-32 of zeros
  return Buffer.concat([Buffer.from([0x78, 0x01]), ...blocks, rest, uint32(checksum)]);
}
