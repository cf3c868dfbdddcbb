import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { chunksOf, sizeFieldsOf } from './structure.ts';

/** A position in a file, or one of its parts, as a fraction, so that a case reads the same for every file. */
const place = fc.noBias(fc.nat(999_999)).map((millionths) => millionths / 1e6);
/** Near the start, where headers are, half the time; otherwise anywhere. */
const byte = fc.oneof(
  place,
  place.map((at) => at ** 8),
);
const extreme = fc.constantFrom(
  0,
  1,
  7,
  0x7f,
  0xff,
  0x100,
  7000,
  0x7fff,
  0xffff,
  0x10000,
  0x7fffffff,
  0xffffffff,
);

/** One kind of damage to a file. */
export const damage = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: byte, mask: fc.integer({ min: 1, max: 255 }) }),
  fc.record({ kind: fc.constant('truncate' as const), at: place }),
  fc.record({
    kind: fc.constant('head of' as const),
    other: fc.nat(),
    length: fc.integer({ min: 4, max: 200 }),
  }),
  fc.record({ kind: fc.constant('repeat chunk' as const), chunk: place, times: fc.constantFrom(1, 2, 100) }),
  fc.record({ kind: fc.constant('drop chunk' as const), chunk: place }),
  fc.record({ kind: fc.constant('swap chunks' as const), chunk: place, with: place }),
  fc.record({ kind: fc.constant('size field' as const), field: place, value: extreme }),
);

export type Damage = typeof damage extends fc.Arbitrary<infer T> ? T : never;

/** The file after the damage; `head of` takes the head from one of `files`. */
export function inflict(file: Uint8Array, damage: Damage, files: readonly Uint8Array[]): Uint8Array {
  if (file.length === 0) return file;
  const bytes = Buffer.from(file);
  switch (damage.kind) {
    case 'flip': {
      const at = Math.floor(damage.at * bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ damage.mask;
      return bytes;
    }
    case 'truncate':
      return bytes.subarray(0, Math.ceil(damage.at * bytes.length));
    case 'head of': {
      const other = files[damage.other % files.length] ?? bytes;
      return Buffer.concat([other.subarray(0, damage.length), bytes.subarray(damage.length)]);
    }
    case 'repeat chunk':
      return rearrange(bytes, (chunks) => {
        const at = pick(chunks, damage.chunk);
        const chunk = chunks[at] ?? bytes;
        const times = Math.min(damage.times, Math.floor(largestBytes / (chunk.length + 1)));
        const copies = Array.from({ length: times }, () => chunk);
        return chunks.toSpliced(at, 0, ...copies);
      });
    case 'drop chunk':
      return rearrange(bytes, (chunks) => chunks.toSpliced(pick(chunks, damage.chunk), 1));
    case 'swap chunks':
      return rearrange(bytes, (chunks) => {
        const [one, two] = [pick(chunks, damage.chunk), pick(chunks, damage.with)];
        return chunks.with(one, chunks[two] ?? bytes).with(two, chunks[one] ?? bytes);
      });
    case 'size field': {
      const fields = sizeFieldsOf(bytes);
      const field = fields[pick(fields, damage.field)];
      if (!field) return bytes;
      const value = damage.value % 2 ** (8 * field.length);
      if (field.order === 'big') bytes.writeUIntBE(value, field.at, field.length);
      else bytes.writeUIntLE(value, field.at, field.length);
      return withHeaderChecksum(bytes);
    }
  }
}

/** No larger than the function downloads, `limits.maxBytes`. */
const largestBytes = 50 * 1024 ** 2;

function pick(list: readonly unknown[], share: number): number {
  return Math.floor(share * list.length);
}

function rearrange(bytes: Buffer, change: (chunks: Buffer[]) => Buffer[]): Buffer {
  return Buffer.concat(change(chunksOf(bytes)));
}

/** Decoders read a PNG's header only if its checksum is right (PNG specification, "Chunk layout"). */
function withHeaderChecksum(bytes: Buffer): Buffer {
  if (bytes.subarray(12, 16).toString('latin1') === 'IHDR' && bytes.length > 33)
    bytes.writeUInt32BE(crc32(bytes.subarray(12, 29)), 29);
  return bytes;
}
