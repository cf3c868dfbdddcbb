/** How a number is stored behind its selector of two bits: a constant, or so many bits added to an offset. */
export type Distribution = number | { readonly bits: number; readonly offset?: number };

/** Reads fields of bits, the least significant first (ISO/IEC 18181-1, 9). Throws a RangeError behind the end. */
export class BitReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** `u(n)` of the standard, of up to 32 bits. */
  bits(count: number): number {
    let value = 0;
    for (let bit = 0; bit < count; bit++, this.#at++)
      value += ((this.#bytes.readUInt8(this.#at >> 3) >> (this.#at & 7)) & 1) * 2 ** bit;
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  /** `U32` of the standard. */
  number(...of: readonly [Distribution, Distribution, Distribution, Distribution]): number {
    const chosen = of[this.bits(2)] ?? 0;
    return typeof chosen === 'number' ? chosen : (chosen.offset ?? 0) + this.bits(chosen.bits);
  }

  /** `Enum` of the standard. */
  enumerated(): number {
    return this.number(0, 1, { bits: 4, offset: 2 }, { bits: 6, offset: 18 });
  }
}
