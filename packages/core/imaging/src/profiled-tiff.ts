import type { Pixels } from './libvips.ts';

const [short, long, undefinedBytes] = [3, 4, 7];
const entryBytes = 12;

/** Pixels of RGB or RGBA and their ICC profile as an uncompressed TIFF 6.0, to hand them from one pipeline to the next. */
export function profiledTiff({ data, width, height, channels }: Pixels, profile: Buffer): Buffer {
  const hasAlpha = channels === 4;
  const count = hasAlpha ? 13 : 12;
  const bitsAt = 8 + 2 + count * entryBytes + 4;
  const profileAt = bitsAt + 2 * 4;
  const dataAt = profileAt + profile.length + (profile.length % 2);
  const entries: readonly (readonly [tag: number, type: number, count: number, value: number])[] = [
    [256, long, 1, width],
    [257, long, 1, height],
    [258, short, channels, bitsAt],
    [259, short, 1, 1], // not compressed
    [262, short, 1, 2], // RGB
    [273, long, 1, dataAt],
    [274, short, 1, 1],
    [277, short, 1, channels],
    [278, long, 1, height],
    [279, long, 1, data.length],
    [284, short, 1, 1], // channels side by side
    ...(hasAlpha ? [[338, short, 1, 2] as const] : []), // alpha, not multiplied
    [34675, undefinedBytes, profile.length, profileAt],
  ];
  const head = Buffer.alloc(dataAt);
  head.write('II*\0', 0, 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(count, 8);
  for (const [index, [tag, type, values, value]] of entries.entries()) {
    const at = 10 + index * entryBytes;
    head.writeUInt16LE(tag, at);
    head.writeUInt16LE(type, at + 2);
    head.writeUInt32LE(values, at + 4);
    head.writeUInt32LE(value, at + 8);
  }
  for (let channel = 0; channel < 4; channel += 1) head.writeUInt16LE(8, bitsAt + 2 * channel);
  profile.copy(head, profileAt);
  return Buffer.concat([head, data]);
}
