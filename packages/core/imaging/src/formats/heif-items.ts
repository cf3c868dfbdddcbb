import { type Box, BoxReader, boxesOf, findBox } from './iso-boxes.ts';

/** An item of a HEIF file (ISO/IEC 23008-12): a picture, its alpha channel, a tile, its EXIF. */
export interface Item {
  readonly id: number;
  /** `av01`, `hvc1`, `grid` … */
  readonly type: string;
  readonly properties: readonly Box[];
}

/** The relation of one item to others: `auxl`, `prem`, `dimg` … */
export interface Reference {
  readonly type: string;
  readonly from: number;
  readonly to: readonly number[];
}

export interface Items {
  readonly primary: Item;
  readonly all: ReadonlyMap<number, Item>;
  readonly references: readonly Reference[];
  /** The file, starting at an item's first byte. */
  streamOf(id: number): Buffer | undefined;
}

/** Many times what a picture of a thousand tiles needs; more would only use memory. */
const mostBytes = 4 * 1024 ** 2;

/** What the `meta` box of a file describes; `undefined` if there is none, as in a video. */
export function itemsOf(bytes: Buffer): Items | undefined {
  const meta = findBox(bytes, { start: 0, end: bytes.length }, 'meta');
  if (!meta) return undefined;
  if (meta.end - meta.start > mostBytes)
    throw new RangeError(`A meta box of ${meta.end - meta.start} bytes.`);
  const content = { start: meta.start + 4, end: meta.end };
  const primaryBox = findBox(bytes, content, 'pitm');
  const infoBox = findBox(bytes, content, 'iinf');
  if (!primaryBox || !infoBox) return undefined;

  const properties = propertiesOf(bytes, findBox(bytes, content, 'iprp'));
  const all = new Map<number, Item>();
  for (const { id, type } of typesOf(bytes, infoBox))
    all.set(id, { id, type, properties: properties.get(id) ?? [] });
  const primary = all.get(primaryOf(bytes, primaryBox));
  if (!primary) return undefined;
  const [references, locations] = [findBox(bytes, content, 'iref'), findBox(bytes, content, 'iloc')];
  return {
    primary,
    all,
    references: references ? [...referencesOf(bytes, references)] : [],
    streamOf: (id) => {
      const start = locations && startOf(bytes, locations, id);
      return start === undefined ? undefined : bytes.subarray(start);
    },
  };
}

function primaryOf(bytes: Buffer, { start }: Box): number {
  const reader = new BoxReader(bytes, start);
  return reader.number(idBytes(reader.versionAndFlags().version));
}

/** Item ids have two bytes in a box's first version, four in its later ones. */
function idBytes(version: number): 2 | 4 {
  return version === 0 ? 2 : 4;
}

function* typesOf(bytes: Buffer, { start, end }: Box): Generator<Pick<Item, 'id' | 'type'>> {
  const entries = start + 4 + idBytes(bytes.readUInt8(start)); // their count has two or four bytes
  for (const entry of boxesOf(bytes, entries, end)) {
    const reader = new BoxReader(bytes, entry.start);
    const { version } = reader.versionAndFlags();
    if (entry.type !== 'infe' || version < 2) continue;
    const length = version === 2 ? 2 : 4;
    const id = reader.number(length);
    const type = entry.start + 4 + length + 2; // behind the index of its protection
    yield { id, type: bytes.toString('latin1', type, type + 4) };
  }
}

function propertiesOf(bytes: Buffer, iprp: Box | undefined): Map<number, Box[]> {
  const byItem = new Map<number, Box[]>();
  const container = iprp && findBox(bytes, iprp, 'ipco');
  if (!iprp || !container) return byItem;
  const properties = [...boxesOf(bytes, container.start, container.end)];
  for (const box of boxesOf(bytes, iprp.start, iprp.end)) {
    if (box.type !== 'ipma') continue;
    const reader = new BoxReader(bytes, box.start);
    const { version, flags } = reader.versionAndFlags();
    for (let items = reader.number(4); items > 0; items -= 1) {
      const id = reader.number(idBytes(version));
      const own = byItem.get(id) ?? [];
      for (let count = reader.number(1); count > 0; count -= 1) {
        const index = flags & 1 ? reader.number(2) & 0x7fff : reader.number(1) & 0x7f; // the bit before: is essential
        const property = properties[index - 1];
        if (property) own.push(property);
      }
      byItem.set(id, own);
    }
  }
  return byItem;
}

function* referencesOf(bytes: Buffer, { start, end }: Box): Generator<Reference> {
  const length = idBytes(bytes.readUInt8(start));
  for (const box of boxesOf(bytes, start + 4, end)) {
    const reader = new BoxReader(bytes, box.start);
    const from = reader.number(length);
    const to = Array.from({ length: reader.number(2) }, () => reader.number(length));
    yield { type: box.type, from, to };
  }
}

/** For an item stored in the file, as in AVIFs: its first extent (`iloc`). */
function startOf(bytes: Buffer, { start }: Box, wanted: number): number | undefined {
  const reader = new BoxReader(bytes, start);
  const { version } = reader.versionAndFlags();
  const sizes = reader.number(2);
  const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
  const indexBytes = version === 0 ? 0 : sizes & 15;
  for (let items = reader.number(version < 2 ? 2 : 4); items > 0; items -= 1) {
    const id = reader.number(version < 2 ? 2 : 4);
    const isInFile = version === 0 || (reader.number(2) & 15) === 0;
    reader.number(2); // the file that contains it
    const base = reader.number(baseBytes);
    for (let extents = reader.number(2); extents > 0; extents -= 1) {
      reader.number(indexBytes);
      const offset = base + reader.number(offsetBytes);
      reader.number(lengthBytes);
      if (id === wanted) return isInFile ? offset : undefined;
    }
  }
  return undefined;
}
