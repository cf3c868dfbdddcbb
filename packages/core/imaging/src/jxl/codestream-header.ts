import { BitReader } from './bit-reader.ts';
import { type Colours, coloursIn, usualColours } from './colours.ts';

/** What a JPEG XL's codestream says of its picture before the first frame. */
export interface CodestreamHeader {
  /** Upright, as the decoder gives it. */
  readonly width: number;
  readonly height: number;
  readonly isAnimated: boolean;
  readonly bitsPerSample: number;
  readonly isFloat: boolean;
  /** Beside the colours: alpha, depth, a spot colour … */
  readonly extraChannels: readonly number[];
  readonly colours: Colours;
}

/** Types of extra channels. */
export const [alpha, black] = [0, 4] as const;
const [spotColour, colourFilter] = [2, 5] as const;

/** Of pictures; files of science have dozens, and each takes memory. */
const mostChannels = 16;

/** Reads SizeHeader and ImageMetadata (ISO/IEC 18181-1, annex D). Throws a RangeError if they are cut off. */
export function codestreamHeader(stream: Buffer): CodestreamHeader {
  const reader = new BitReader(stream.subarray(2));
  const { width, height } = sizeIn(reader);
  if (reader.flag()) return { width, height, ...usual };
  const hasMore = reader.flag();
  const turn = hasMore ? reader.bits(3) : 0;
  if (hasMore && reader.flag()) sizeIn(reader); // in which it should be shown
  if (hasMore && reader.flag()) skipPreview(reader);
  const isAnimated = hasMore && reader.flag();
  if (isAnimated) skipAnimation(reader);
  const depth = depthIn(reader);
  reader.flag(); // whether 16 bits are enough to decode it
  const extraChannels = channelsIn(reader);
  reader.flag(); // whether the colours are stored as XYB
  const colours = coloursIn(reader);
  const isTurned = turn >= 4;
  const upright = isTurned ? { width: height, height: width } : { width, height };
  return { ...upright, isAnimated, ...depth, extraChannels, colours };
}

const usual = {
  ...{ isAnimated: false, bitsPerSample: 8, isFloat: false, extraChannels: [] },
  colours: usualColours,
} as const;

type Side = (reader: BitReader) => number;

const inEighths: Side = (reader) => 8 * (1 + reader.bits(5));
const inPixels: Side = (reader) => 1 + reader.number({ bits: 9 }, { bits: 13 }, { bits: 18 }, { bits: 30 });

/** Width to height, by number; none is any. */
const ratios = [undefined, [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]] as const;

function sizeIn(reader: BitReader): { readonly width: number; readonly height: number } {
  return sidesIn(reader, reader.flag() ? inEighths : inPixels);
}

function sidesIn(reader: BitReader, side: Side): { readonly width: number; readonly height: number } {
  const height = side(reader);
  const ratio = ratios[reader.bits(3)];
  return { width: ratio ? Math.floor((height * ratio[0]) / ratio[1]) : side(reader), height };
}

function skipPreview(reader: BitReader): void {
  const inPreviewEighths: Side = (from) =>
    8 * from.number(16, 32, { bits: 5, offset: 1 }, { bits: 9, offset: 33 });
  const inPreviewPixels: Side = (from) =>
    from.number(
      { bits: 6, offset: 1 },
      { bits: 8, offset: 65 },
      { bits: 10, offset: 321 },
      { bits: 12, offset: 1345 },
    );
  sidesIn(reader, reader.flag() ? inPreviewEighths : inPreviewPixels);
}

function skipAnimation(reader: BitReader): void {
  reader.number(100, 1000, { bits: 10, offset: 1 }, { bits: 30, offset: 1 }); // ticks per second
  reader.number(1, 1001, { bits: 8, offset: 1 }, { bits: 10, offset: 1 });
  reader.number(0, { bits: 3 }, { bits: 16 }, { bits: 32 }); // how often it is repeated
  reader.flag(); // whether frames have time codes
}

function depthIn(reader: BitReader): Pick<CodestreamHeader, 'bitsPerSample' | 'isFloat'> {
  const isFloat = reader.flag();
  const more = { bits: 6, offset: 1 };
  const bitsPerSample = isFloat ? reader.number(32, 16, 24, more) : reader.number(8, 10, 12, more);
  if (isFloat) reader.bits(4); // of the exponent
  return { bitsPerSample, isFloat };
}

function channelsIn(reader: BitReader): number[] {
  const count = reader.number(0, 1, { bits: 4, offset: 2 }, { bits: 12, offset: 1 });
  if (count > mostChannels) throw new RangeError(`${count} channels beside the colours.`);
  return Array.from({ length: count }, () => channelIn(reader));
}

/** The type of one; alpha of the usual kind where it says no more. */
function channelIn(reader: BitReader): number {
  if (reader.flag()) return alpha;
  const type = reader.enumerated();
  depthIn(reader);
  reader.number(0, 3, 4, { bits: 3, offset: 1 }); // by how much it is smaller
  const nameBytes = reader.number(0, { bits: 4 }, { bits: 5, offset: 16 }, { bits: 10, offset: 48 });
  for (let byte = 0; byte < nameBytes; byte++) reader.bits(8);
  if (type === alpha) reader.flag(); // whether the colours are multiplied by it
  if (type === spotColour) for (let part = 0; part < 4; part++) reader.bits(16);
  if (type === colourFilter) reader.number(1, { bits: 2 }, { bits: 4, offset: 3 }, { bits: 8, offset: 19 });
  return type;
}
