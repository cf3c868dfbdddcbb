import { Corrupt, UnsupportedFormat } from '../errors.ts';
import type { Source } from '../source.ts';
import { coloursOf } from './heif-colours.ts';
import { type Item, type Items, itemsOf } from './heif-items.ts';
import type { Box } from './iso-boxes.ts';

/** An AVIF or a HEIC: which one, its boxes tell. */
export function heifSource(bytes: Buffer): Source & { readonly format: 'avif' | 'heic' } {
  const brand = bytes.toString('latin1', 8, 12);
  const items = itemsOf(bytes);
  if (!items) throw noPicture(brand);
  const { primary, references } = items;
  const isHevc = codecOf(items) === 'HEVC';
  const common = {
    colour: coloursOf(bytes, items),
    premultiplied: references.some(({ type, from }) => type === 'prem' && from === primary.id),
  };
  if (isHevc) {
    const known = withKnownBrand(bytes, brand, 'heic');
    return { format: 'heic', isHevc, tiles: tilesOf(items), bytes: known, ...common };
  }
  const known = withKnownBrand(bytes, brand, 'avif');
  return { format: 'avif', ...oriented(known, primary, alphaOf(bytes, items)), ...common };
}

/** Files without items: what they are instead, by brand (mp4ra.org). */
function noPicture(brand: string): Error {
  if (/^(avis|msf1|hev|vvi)/.test(brand)) {
    return new UnsupportedFormat(
      'This is an animation (AVIF or HEIF) without a still picture: export it as WebP.',
    );
  }
  if (/^(avif|mif1|mif2|miaf|hei|mia)/.test(brand)) {
    return new Corrupt(
      'The AVIF or HEIF is damaged or cut off: its list of pictures is missing. Upload it again.',
    );
  }
  return new UnsupportedFormat('This is a video (MP4 or QuickTime): upload a still picture of it.');
}

/** A picture made of tiles has the codec of its tiles. */
function codecOf(items: Items): 'AV1' | 'HEVC' {
  const types = tilesOf(items).map((id) => items.all.get(id)?.type ?? '');
  const codecs = new Set([items.primary.type, ...types]);
  if (codecs.has('av01')) return 'AV1';
  if (codecs.has('hvc1') || codecs.has('hev1')) return 'HEVC';
  throw new UnsupportedFormat(
    `This is a HEIF image coded as ${[...codecs].join(' of ')}, not as AV1 or HEVC: export it as JPEG or AVIF.`,
  );
}

function tilesOf({ primary, references }: Items): readonly number[] {
  return references.find(({ type, from }) => type === 'dimg' && from === primary.id)?.to ?? [];
}

/** A file whose first brand libvips does not know, such as an animation (`avis`) that also has a still picture. */
function withKnownBrand(bytes: Buffer, brand: string, known: 'avif' | 'heic'): Buffer {
  if (brand === known || brand === 'mif1') return bytes;
  const named = Buffer.from(bytes);
  named.write(known, 8, 'latin1');
  return named;
}

function alphaOf(bytes: Buffer, { primary, all, references }: Items): Item | undefined {
  const auxiliaries = references.filter(({ type, to }) => type === 'auxl' && to.includes(primary.id));
  return auxiliaries
    .map(({ from }) => all.get(from))
    .find((item) => item?.properties.some((box) => box.type === 'auxC' && isAlpha(bytes, box)));
}

function isAlpha(bytes: Buffer, { start, end }: Box): boolean {
  return /auxiliary:alpha|auxid:1\0/.test(bytes.toString('latin1', start + 4, end));
}

/**
 * Old encoders gave the turn (`irot`, `imir`) to the colours only, but meant the alpha channel too; browsers turn both.
 * libheif would turn only the colours. So it is made to turn neither, and the finished picture is turned.
 */
function oriented(bytes: Buffer, primary: Item, alpha: Item | undefined): Pick<Source, 'bytes' | 'turn'> {
  if (!alpha || transformation(bytes, primary) === transformation(bytes, alpha)) return { bytes };
  const boxes = [...primary.properties, ...alpha.properties];
  if (boxes.some(({ type }) => type === 'clap')) {
    throw new UnsupportedFormat(
      'This AVIF crops its colours and its alpha channel differently: export it again.',
    );
  }
  const lying = Buffer.from(bytes);
  for (const { type, at } of boxes) if (isTurn(type)) lying.write('free', at + 4, 'latin1');
  return { bytes: lying, turn: turnOf(bytes, primary) };
}

/** HEIF turns and then mirrors (ISO/IEC 23000-22, 7.3.6.7); mirrored first, it is along the other axis if turned aside. */
function turnOf(bytes: Buffer, item: Item): Source['turn'] {
  const quarters = contentOf(bytes, item, 'irot') & 3; // anticlockwise
  const isMirrored = item.properties.some(({ type }) => type === 'imir');
  const isUpsideDown = (contentOf(bytes, item, 'imir') & 1) === quarters % 2;
  const degrees = ([0, 270, 180, 90] as const)[quarters] ?? 0;
  return { flip: isMirrored && isUpsideDown, flop: isMirrored && !isUpsideDown, degrees };
}

function isTurn(type: string): boolean {
  return type === 'irot' || type === 'imir';
}

/** The transformations of an item's pixels, for comparison. */
function transformation(bytes: Buffer, { properties }: Item): string {
  return properties
    .filter(({ type }) => isTurn(type) || type === 'clap')
    .map(({ type, start, end }) => `${type} ${bytes.toString('hex', start, end)}`)
    .join();
}

/** The first byte of an item's property. */
function contentOf(bytes: Buffer, { properties }: Item, type: string): number {
  const box = properties.find((property) => property.type === type);
  return box ? bytes.readUInt8(box.start) : 0;
}
