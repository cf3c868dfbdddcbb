export interface Chunk {
  readonly type: string;
  /** Where its length stands, and where the next chunk begins. */
  readonly at: number;
  readonly end: number;
  readonly data: Buffer;
}

/** Up to where the file is cut off; libvips says so. */
export function* chunksOf(bytes: Buffer, start: number): Generator<Chunk> {
  for (let at = start; at + 12 <= bytes.length; ) {
    const dataEnd = at + 8 + bytes.readUInt32BE(at);
    const end = dataEnd + 4; // a checksum
    yield { type: bytes.toString('latin1', at + 4, at + 8), at, end, data: bytes.subarray(at + 8, dataEnd) };
    at = end;
  }
}
