import type { CodePoints } from '../colour/signal.ts';

/**
 * The colours in the sequence header at the beginning of an AV1 stream (AV1 specification, 5.5). They apply to an AVIF
 * without a `colr` box. `undefined` if the header gives none.
 */
export function coloursOfStream(stream: Buffer): CodePoints | undefined {
  const header = sequenceHeader(stream);
  return header && colourConfig(new BitReader(header));
}

const sequenceHeaderType = 1;

/** Skips other units (OBUs, 5.3). */
function sequenceHeader(stream: Buffer): Buffer | undefined {
  for (let at = 0; at < stream.length; ) {
    const first = stream.readUInt8(at);
    const hasExtension = (first >> 2) & 1;
    const hasSize = (first >> 1) & 1;
    let start = at + 1 + hasExtension;
    let length = stream.length - start;
    if (hasSize) [length, start] = leb128(stream, start);
    if (((first >> 3) & 15) === sequenceHeaderType) return stream.subarray(start, start + length);
    at = start + length;
  }
  return undefined;
}

/** A number stored in seven bits per byte, lowest first, and where it ends. */
function leb128(stream: Buffer, start: number): [value: number, end: number] {
  let value = 0;
  for (let index = 0; index < 8; index += 1) {
    const byte = stream.readUInt8(start + index);
    value += (byte & 0x7f) * 2 ** (7 * index);
    if (byte < 0x80) return [value, start + index + 1];
  }
  return [value, start + 8];
}

/** Reads everything before the colours, in the order and with the names of 5.5.1. */
function colourConfig(bits: BitReader): CodePoints | undefined {
  const profile = bits.read(3);
  bits.skip(1); // still_picture
  const isReduced = bits.flag(); // reduced_still_picture_header
  if (isReduced) bits.skip(5);
  else operatingPoints(bits);
  const [widthBits, heightBits] = [bits.read(4) + 1, bits.read(4) + 1];
  bits.skip(widthBits + heightBits);
  if (!isReduced && bits.flag()) bits.skip(7); // frame_id_numbers_present_flag
  bits.skip(3); // use_128x128_superblock, enable_filter_intra, enable_intra_edge_filter
  if (!isReduced) tools(bits);
  bits.skip(3); // enable_superres, enable_cdef, enable_restoration
  const isDeep = bits.flag(); // high_bitdepth
  if (profile === 2 && isDeep) bits.skip(1); // twelve_bit
  if (profile !== 1) bits.skip(1); // mono_chrome
  return bits.flag() ? { primaries: bits.read(8), transfer: bits.read(8) } : undefined;
}

function operatingPoints(bits: BitReader): void {
  let delayBits: number | undefined;
  // timing_info_present_flag
  if (bits.flag()) {
    bits.skip(64);
    if (bits.flag()) bits.skipUvlc(); // equal_picture_interval
    // decoder_model_info_present_flag
    if (bits.flag()) {
      delayBits = bits.read(5) + 1;
      bits.skip(42);
    }
  }
  const hasDisplayDelay = bits.flag();
  for (let points = bits.read(5) + 1; points > 0; points -= 1) {
    bits.skip(12);
    if (bits.read(5) > 7) bits.skip(1);
    if (delayBits !== undefined && bits.flag()) bits.skip(2 * delayBits + 1);
    if (hasDisplayDelay && bits.flag()) bits.skip(4);
  }
}

/** From enable_interintra_compound to order_hint_bits. */
function tools(bits: BitReader): void {
  bits.skip(4);
  const hasOrderHint = bits.flag();
  if (hasOrderHint) bits.skip(2);
  const forcesContentTools = bits.flag() || bits.flag(); // chosen frame by frame, or here
  if (forcesContentTools && !bits.flag()) bits.skip(1);
  if (hasOrderHint) bits.skip(3);
}

class BitReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  read(count: number): number {
    let value = 0;
    for (let left = count; left > 0; left -= 1) value = value * 2 + Number(this.flag());
    return value;
  }

  flag(): boolean {
    const byte = this.#bytes.readUInt8(this.#at >> 3);
    const bit = (byte >> (7 - (this.#at & 7))) & 1;
    this.#at += 1;
    return bit === 1;
  }

  skip(count: number): void {
    this.#at += count;
  }

  /** uvlc(): as many bits as zeros stand before its first one. */
  skipUvlc(): void {
    let zeros = 0;
    while (!this.flag()) zeros += 1;
    if (zeros < 32) this.skip(zeros);
  }
}
