import { checkParts } from './most-parts.ts';

/** The fields of one picture in a TIFF, by tag (TIFF 6.0, section 2). */
export interface Directory {
  readonly fields: ReadonlyMap<number, readonly number[]>;
  readonly children: readonly Directory[];
}

/** Bytes per value of each field type that holds whole numbers: BYTE, SHORT, LONG, IFD, LONG8, IFD8. */
const valueBytes: Readonly<Record<number, 1 | 2 | 4 | 8>> = { 1: 1, 3: 2, 4: 4, 13: 4, 16: 8, 18: 8 };

/** The tags that are read; all others are skipped. */
export const tags = {
  newSubfileType: 254,
  subfileType: 255,
  length: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripLengths: 279,
  planarConfiguration: 284,
  tileLength: 323,
  subIfds: 330,
  inkSet: 332,
  sampleFormat: 339,
  jpegOffset: 513,
  jpegLength: 514,
  chromaSubsampling: 530,
  dngVersion: 50706,
} as const;
const known: ReadonlySet<number> = new Set(Object.values(tags));

/** More than a photo has, including its thumbnails. */
const mostDirectories = 64;
/** Many times what a directory has. */
const mostFields = 1000;
/** Values per field: more than a pixel has channels. */
const mostValues = 32;

/** The chain of directories, each with the children named by its SubIFDs field. */
export function directoriesOf(bytes: Buffer): Directory[] {
  const file = new TiffFile(bytes);
  const chain: Directory[] = [];
  let left = mostDirectories;
  let at = file.firstDirectory;
  while (at !== 0 && left > 0) {
    const { fields, next } = file.directoryAt(at);
    const children = (fields.get(tags.subIfds) ?? []).slice(0, left);
    chain.push({ fields, children: children.map((child) => ({ ...file.directoryAt(child), children: [] })) });
    left -= 1 + children.length;
    at = next;
  }
  const seen = new Set<number>(); // a chain may lead back into itself
  for (; file.holds(at) && !seen.has(at); at = file.directoryAfter(at)) {
    checkParts(mostDirectories + seen.add(at).size, 'pages');
  }
  return chain;
}

/** A field of any type; its values may lie outside the file. */
export interface RawField {
  readonly type: number;
  readonly count: number;
  /** Where its values are. */
  readonly start: number;
}

/** Bytes per value of every field type; type 0 is none. */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];

export class TiffFile {
  readonly #bytes: Buffer;
  readonly #isLittle: boolean;
  readonly #isBig: boolean;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#isLittle = bytes[0] === 0x49;
    this.#isBig = this.#number(2, 2) === 43;
  }

  get isLittle(): boolean {
    return this.#isLittle;
  }

  get firstDirectory(): number {
    return this.#isBig ? this.#number(8, 8) : this.#number(4, 4);
  }

  directoryAt(at: number): { fields: Map<number, number[]>; next: number } {
    const { positions, end } = this.#fieldsAt(at);
    const offsetBytes = this.#sizes[2];
    const fields = new Map<number, number[]>();
    for (const field of positions) {
      const tag = this.#number(field, 2);
      if (known.has(tag)) fields.set(tag, this.#valuesOf(field, offsetBytes));
    }
    return { fields, next: this.#number(end, offsetBytes) };
  }

  /** The fields of a directory, whatever they hold; those that are cut off are left out. */
  rawFieldsAt(at: number): Map<number, RawField> {
    const offsetBytes = this.#sizes[2];
    const fields = new Map<number, RawField>();
    for (const field of this.#fieldsAt(at).positions) {
      if (field + 4 + 2 * offsetBytes > this.#bytes.length) break;
      const [tag, type] = [this.#number(field, 2), this.#number(field + 2, 2)];
      const count = this.#number(field + 4, offsetBytes);
      const inline = field + 4 + offsetBytes;
      const isInline = (typeBytes[type] ?? 0) * count <= offsetBytes;
      fields.set(tag, { type, count, start: isInline ? inline : this.#number(inline, offsetBytes) });
    }
    return fields;
  }

  #fieldsAt(at: number): { positions: number[]; end: number } {
    const [countBytes, fieldBytes] = this.#sizes;
    const count = this.#number(at, countBytes);
    if (count > mostFields) throw new RangeError(`A directory of ${count} fields.`);
    const first = at + countBytes;
    const positions = Array.from({ length: count }, (_, index) => first + index * fieldBytes);
    return { positions, end: first + count * fieldBytes };
  }

  /** Whether a directory can be at an offset, 0 being none; libtiff ignores one that leads out of the file. */
  holds(at: number): boolean {
    const [countBytes, fieldBytes, offsetBytes] = this.#sizes;
    if (at === 0 || at + countBytes > this.#bytes.length) return false;
    return at + countBytes + this.#number(at, countBytes) * fieldBytes + offsetBytes <= this.#bytes.length;
  }

  /** Where the next one of the chain is. */
  directoryAfter(at: number): number {
    const [countBytes, fieldBytes, offsetBytes] = this.#sizes;
    return this.#number(at + countBytes + this.#number(at, countBytes) * fieldBytes, offsetBytes);
  }

  /** Bytes of a directory's count of fields, of a field and of an offset. */
  get #sizes(): readonly [2 | 8, 20 | 12, 8 | 4] {
    return this.#isBig ? [8, 20, 8] : [2, 12, 4];
  }

  #valuesOf(field: number, offsetBytes: 4 | 8): number[] {
    const length = valueBytes[this.#number(field + 2, 2)];
    const count = this.#number(field + 4, offsetBytes);
    if (!length || count > mostValues) return [];
    const inline = field + 4 + offsetBytes;
    const start = length * count <= offsetBytes ? inline : this.#number(inline, offsetBytes);
    return Array.from({ length: count }, (_, index) => this.#number(start + index * length, length));
  }

  #number(at: number, length: 1 | 2 | 4 | 8): number {
    if (length === 8) {
      return Number(this.#isLittle ? this.#bytes.readBigUInt64LE(at) : this.#bytes.readBigUInt64BE(at));
    }
    return this.#isLittle ? this.#bytes.readUIntLE(at, length) : this.#bytes.readUIntBE(at, length);
  }
}
