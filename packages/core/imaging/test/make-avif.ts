import type { Sharp } from 'sharp';
import { uint32 } from './make-png.ts';

/** A picture of an AVIF in coded form, with the boxes that describe it. */
export interface CodedItem {
  readonly type?: string;
  /** Of an item of type `mime`. */
  readonly contentType?: string;
  readonly stream: Buffer;
  readonly properties: readonly Buffer[];
}

export interface AvifFile {
  readonly brand?: string;
  /** The first item is the picture; ids count from 1. */
  readonly items: readonly CodedItem[];
  readonly references?: readonly (readonly [type: string, from: number, ...to: readonly number[]])[];
}

/** sharp's AVIF of an image, taken out of its file, without colour boxes and alpha channel. */
export async function codedItem(image: Sharp): Promise<CodedItem> {
  const file = await image.removeAlpha().avif({ lossless: true, effort: 0 }).toBuffer();
  const property = (type: string) => {
    const at = file.indexOf(type, 0, 'latin1') - 4;
    return file.subarray(at, at + file.readUInt32BE(at));
  };
  const stream = file.subarray(file.indexOf('mdat', 0, 'latin1') + 4);
  return { stream, properties: ['ispe', 'pixi', 'av1C'].map(property) };
}

/** A box with a few bytes or other boxes. */
export function box(type: string, ...content: readonly (Buffer | readonly number[])[]): Buffer {
  const body = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([uint32(8 + body.length), Buffer.from(type, 'latin1'), body]);
}

/** Colours as code points, full range, with the matrix that sharp uses for lossless pictures (green, blue, red). */
export function nclx(primaries: number, transfer: number): Buffer {
  return box('colr', Buffer.from('nclx'), [0, primaries, 0, transfer, 0, 0, 0x80]);
}

export const alphaProperty = box(
  'auxC',
  uint32(0),
  Buffer.from('urn:mpeg:mpegB:cicp:systems:auxiliary:alpha\0'),
);

/** An AVIF (HEIF, ISO/IEC 23008-12) with any items, properties and references. */
export function makeAvif({ brand = 'avif', items, references = [] }: AvifFile): Buffer {
  const type = box('ftyp', Buffer.from(brand), uint32(0), Buffer.from('avifmif1miaf'));
  const metaOf = (firstStream: number) => meta({ items, references }, firstStream);
  const firstStream = type.length + metaOf(0).length + 8;
  return Buffer.concat([type, metaOf(firstStream), box('mdat', ...items.map(({ stream }) => stream))]);
}

/** A reader that does not know these properties must not show the picture. */
const essential: ReadonlySet<string> = new Set(['av1C', 'hvcC', 'irot', 'imir', 'clap']);

function meta({ items, references = [] }: AvifFile, firstStream: number): Buffer {
  let at = firstStream;
  const locations = items.map(({ stream }, index) => {
    const location = Buffer.concat([Buffer.from([0, index + 1, 0, 0, 0, 1]), uint32(at, stream.length)]);
    at += stream.length;
    return location;
  });
  const infos = items.map(({ type = 'av01', contentType }, index) =>
    box(
      'infe',
      [2, 0, 0, 0, 0, index + 1, 0, 0],
      Buffer.from(type),
      [0],
      Buffer.from(contentType === undefined ? '' : `${contentType}\0`),
    ),
  );
  const links = references.map(([type, from, ...to]) =>
    box(
      type,
      [0, from, 0, to.length],
      to.flatMap((id) => [0, id]),
    ),
  );
  let property = 0;
  const associations = items.map(({ properties }, index) => [
    ...[0, index + 1, properties.length],
    ...properties.map((content) => {
      property += 1;
      return property | (essential.has(content.toString('latin1', 4, 8)) ? 0x80 : 0);
    }),
  ]);
  return box(
    'meta',
    uint32(0),
    box('hdlr', uint32(0, 0), Buffer.from('pict'), Buffer.alloc(13)),
    box('pitm', uint32(0), [0, 1]),
    box('iloc', uint32(0), [0x44, 0, 0, items.length], ...locations),
    box('iinf', uint32(0), [0, items.length], ...infos),
    ...(links.length > 0 ? [box('iref', uint32(0), ...links)] : []),
    box(
      'iprp',
      box('ipco', ...items.flatMap(({ properties }) => properties)),
      box('ipma', uint32(0, items.length), associations.flat()),
    ),
  );
}
