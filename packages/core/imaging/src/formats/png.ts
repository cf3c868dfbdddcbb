import { crc32, inflateSync } from 'node:zlib';
import { signalOfProfile } from '../colour/icc-profile.ts';
import type { Chromaticity, Primaries } from '../colour/primaries.ts';
import { type ColourSignal, signalOfCodePoints, signalOfGamma } from '../colour/signal.ts';
import { UnsupportedFormat } from '../errors.ts';
import type { Source } from '../source.ts';
import { type Chunk, chunksOf } from './png-chunks.ts';
import { withoutText } from './png-text.ts';

/** A PNG with the colours that its chunks give and, for an animation (APNG), its first frame. */
export function pngSource(file: Buffer): Source {
  const bytes = withoutText(file);
  const header = new Map<string, Buffer>();
  let image: Chunk | undefined;
  for (const chunk of chunksOf(bytes, 8)) {
    if (chunk.type === 'IDAT') {
      image = chunk;
      break;
    }
    if (telling.has(chunk.type) && !header.has(chunk.type)) header.set(chunk.type, chunk.data);
  }
  // An animation's image is only for programs without APNG, unless a frame control chunk precedes it.
  const hidesImage = header.has('acTL') && !header.has('fcTL');
  const shown = image && hidesImage ? withFirstFrame(bytes, image.at) : bytes;
  const isGrey = bytes[25] === 0 || bytes[25] === 4; // the header's colour type
  const palette = header.get('PLTE');
  return {
    bytes: shown,
    colour: colourOf(header, isGrey),
    ...(palette && { paletteColours: Math.floor(palette.length / 3) }),
  };
}

const telling: ReadonlySet<string> = new Set(
  ['cICP', 'cLLI', 'mDCV', 'iCCP', 'sRGB', 'gAMA', 'cHRM'].concat('acTL', 'fcTL', 'PLTE'),
);

/** PNG specification (third edition), "Color space": the first of these chunks that exists counts. */
function colourOf(header: ReadonlyMap<string, Buffer>, isGrey: boolean): ColourSignal | undefined {
  const [primaries = 0, transfer = 0, , isFullRange] = header.get('cICP') ?? [];
  if (isFullRange) {
    const peak = header.get('cLLI')?.readUInt32BE(0) || header.get('mDCV')?.readUInt32BE(16) || 0;
    const signal = signalOfCodePoints({ primaries, transfer, peak: peak / 10_000 });
    if (signal) return signal;
  }
  const profile = header.get('iCCP');
  // libvips applies profiles, but libpng accepts no RGB profile for greys, which browsers do apply.
  if (profile) return isGrey ? profiledColour(profile) : undefined;
  if (header.has('sRGB')) return undefined;
  const gamma = header.get('gAMA');
  return gamma && signalOfGamma(gamma.readUInt32BE(0) / 100_000, primariesOf(header.get('cHRM')));
}

/** The chunk holds a name, a zero, the compression's number and the compressed profile. */
function profiledColour(chunk: Buffer): ColourSignal | undefined {
  try {
    return signalOfProfile(inflateSync(chunk.subarray(chunk.indexOf(0) + 2), { maxOutputLength }), true);
  } catch {
    return undefined; // damaged, or larger than any profile: treated as none
  }
}

const maxOutputLength = 8 * 1024 ** 2;

function primariesOf(chromaticities: Buffer | undefined): Primaries | undefined {
  if (!chromaticities) return undefined;
  const point = (index: number): Chromaticity => [
    chromaticities.readUInt32BE(8 * index) / 100_000,
    chromaticities.readUInt32BE(8 * index + 4) / 100_000,
  ];
  return { white: point(0), red: point(1), green: point(2), blue: point(3) };
}

/** Puts the animation's first frame in place of the image that it hides. */
function withFirstFrame(bytes: Buffer, imageAt: number): Buffer {
  const image = Buffer.alloc(bytes.length - imageAt);
  let length = 0;
  let control: Buffer | undefined;
  for (const { type, data } of chunksOf(bytes, imageAt)) {
    if (type === 'fcTL' && control) break;
    if (type === 'fcTL') control = data;
    else if (type === 'fdAT' && control) length += data.copy(image, length, 4); // its first four bytes only count
  }
  if (!control || length === 0) return bytes;
  if (!control.subarray(4, 12).equals(bytes.subarray(16, 24))) {
    throw new UnsupportedFormat(
      'This is an animated PNG whose first frame does not fill it: export it as GIF, WebP or an ordinary PNG.',
    );
  }
  const ending = [chunkOf('IDAT', image.subarray(0, length)), chunkOf('IEND', Buffer.alloc(0))];
  return Buffer.concat([bytes.subarray(0, imageAt), ...ending]);
}

function chunkOf(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, checksum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  checksum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, checksum]);
}
