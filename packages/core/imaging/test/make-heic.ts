import { box, type CodedItem, makeAvif } from './make-avif.ts';
import { uint32 } from './make-png.ts';

const base64 = (text: string) => Buffer.from(text, 'base64');

const of8Bits = base64(
  'AAAAeGh2Y0MBA3AAAAAAAAAAAAAe8AD8/fj4AAAPAyAAAQAYQAEMAf//A3AAAAMAkAAAAwAAAwAeugJAIQABACtCAQEDcAAAAwCQAAADAAADAB6gIIEFlupJKa5uBAQMCAAAAwAIAAADAAhAIgABAAdEAcFysCJA',
);
const of10Bits = base64(
  'AAAAdmh2Y0MBBAgAAAAAAAAAAAAe8AD8/fr6AAAPAyAAAQAXQAEMAf//BAgAAAMAnbgAAAMAAB66AkAhAAEAKkIBAQQIAAADAJ24AAADAAAeoCCBBNlupJKa5uBAQMCAAAADAIAAAAMAhCIAAQAHRAHBcrAiQA==',
);

/**
 * Squares of 64 pixels in one colour, and one of grey waves in which edges of blocks would be seen, as x265 codes them
 * (BT.601, full range, 4:2:0), each with its `hvcC` box.
 */
const squares = {
  brick: [of8Bits, 'AAAAGigBrwT4QTJp2/+ZX///7gG9l/Ro0k9HGDb8'],
  blue: [of8Bits, 'AAAAGigBrwT4QTJp2//Mu/+R/e4x//3D2JPRxg2/'],
  grey: [of8Bits, 'AAAADSgBrwT4QbLmd0cNh/A='],
  waves: [of8Bits, 'AAAAICgBrwRY/IRZsEx8eVXSsx1FhOwij1K5ME/DB2FiNuKH'],
  deepBrick: [of10Bits, 'AAAAGigBrwT4QTJp2/+a7///7a89l/RaYk9HGDb8'],
} as const;

/** Red 200, green 60, blue 40. */
export const brick = [200, 60, 40, 255];
/** Red 40, green 64, blue 200. */
export const blue = [40, 64, 200, 255];

export function square(colour: keyof typeof squares, ...properties: readonly Buffer[]): CodedItem {
  const [configuration, stream] = squares[colour];
  return {
    type: 'hvc1',
    stream: base64(stream),
    properties: [configuration, size(64, 64), ...properties],
  };
}

/** A picture that is put together from the squares that its `dimg` references name, one beside the other. */
export function row(columns: number, ...properties: readonly Buffer[]): CodedItem {
  const [width, height] = [columns * 64, 64];
  const stream = Buffer.from([0, 0, 0, columns - 1, width >> 8, width & 255, 0, height]);
  return { type: 'grid', stream, properties: [size(width, height), ...properties] };
}

/** The primaries and the curve of an item's colours; its matrix is BT.601's. */
export function colours(primaries: number, transfer: number): Buffer {
  return box('colr', Buffer.from('nclx'), [0, primaries, 0, transfer, 0, 6, 0x80]);
}

export function makeHeic(
  items: readonly CodedItem[],
  references: readonly (readonly [type: string, from: number, ...to: readonly number[]])[] = [],
): Buffer {
  return makeAvif({ brand: 'heic', items, references });
}

function size(width: number, height: number): Buffer {
  return box('ispe', uint32(0, width, height));
}
