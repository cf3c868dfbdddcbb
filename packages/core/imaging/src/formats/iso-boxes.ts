/** A box of the ISO base media file format (ISO/IEC 14496-12). */
export interface Box {
  readonly type: string;
  /** Where its length field is, where its content begins and where it ends. */
  readonly at: number;
  readonly start: number;
  readonly end: number;
}

/** The boxes one after another between two positions. Throws a RangeError if one extends beyond them. */
export function* boxesOf(bytes: Buffer, from: number, to: number): Generator<Box> {
  for (let at = from; at + 8 <= to; ) {
    const short = bytes.readUInt32BE(at);
    const type = bytes.toString('latin1', at + 4, at + 8);
    const length = short === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : short || to - at;
    const start = at + (short === 1 ? 16 : 8);
    const end = at + length;
    if (end < start || end > to) throw new RangeError(`A box ${type} of ${length} bytes does not fit.`);
    yield { type, at, start, end };
    at = end;
  }
}

export function findBox(
  bytes: Buffer,
  { start, end }: Pick<Box, 'start' | 'end'>,
  type: string,
): Box | undefined {
  for (const box of boxesOf(bytes, start, end)) if (box.type === type) return box;
  return undefined;
}

/** Reads numbers of up to eight bytes one after another. Throws a RangeError if a box is shorter than its content says. */
export class BoxReader {
  readonly #bytes: Buffer;
  #at: number;

  constructor(bytes: Buffer, at: number) {
    this.#bytes = bytes;
    this.#at = at;
  }

  number(length: number): number {
    this.#at += length;
    if (length === 0) return 0;
    if (length === 8) return Number(this.#bytes.readBigUInt64BE(this.#at - length));
    return this.#bytes.readUIntBE(this.#at - length, length);
  }

  /** The version and flags at the start of a full box. */
  versionAndFlags(): { version: number; flags: number } {
    const word = this.number(4);
    return { version: word >>> 24, flags: word & 0xffffff };
  }
}
