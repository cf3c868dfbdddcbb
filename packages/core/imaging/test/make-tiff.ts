/** One picture of a TIFF: its fields by tag, its uncompressed pixels and its child pictures. */
export interface TiffPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
  /** Numbers, or bytes that are written unchanged. */
  readonly fields?: Readonly<Record<number, readonly number[] | Buffer>>;
  readonly children?: readonly TiffPicture[];
  /** Channels that are stored apart, all with the same `pixels`; 1 where pixels are stored whole. */
  readonly planes?: number;
}

/** A picture of one colour, 8-bit grey or RGB; `fields` override the defaults. */
export function plainPicture(
  width: number,
  height: number,
  pixel: readonly number[],
  fields: TiffPicture['fields'] = {},
): TiffPicture {
  const plain = { 258: pixel.map(() => 8), 262: [pixel.length === 1 ? 1 : 2], 277: [pixel.length] };
  const pixels = Buffer.from(Array.from({ length: width * height }, () => pixel).flat());
  return { width, height, fields: { ...plain, ...fields }, pixels };
}

/** A little-endian TIFF made by hand, with fields and child pictures that sharp does not write. */
export function makeTiff(pictures: readonly TiffPicture[]): Buffer {
  const parts: Buffer[] = [Buffer.from('II*\0\0\0\0\0', 'latin1')];
  let end = 8;
  const append = (part: Buffer): number => {
    const at = end;
    parts.push(part, Buffer.alloc(part.length & 1));
    end += part.length + (part.length & 1);
    return at;
  };
  const directoryOf = (picture: TiffPicture): { at: number; nextAt: number } => {
    const children = (picture.children ?? []).map((child) => directoryOf(child).at);
    const fields: Record<number, readonly number[] | Buffer> = {
      256: [picture.width],
      257: [picture.height],
      259: [1], // no compression
      ...picture.fields,
      273: Array(picture.planes ?? 1).fill(append(picture.pixels)),
      278: [picture.height], // one strip
      279: Array(picture.planes ?? 1).fill(picture.pixels.length),
      ...(children.length > 0 && { 330: children }),
    };
    const tags = Object.entries(fields).sort(([one], [other]) => Number(one) - Number(other));
    const entries = tags.map(([tag, values]) => entry(Number(tag), values, append));
    const at = append(Buffer.concat([uint16(tags.length), ...entries, uint32(0)]));
    return { at, nextAt: at + 2 + 12 * tags.length };
  };
  let linkAt = 4;
  const links = pictures.map((picture) => {
    const { at, nextAt } = directoryOf(picture);
    const link = { from: linkAt, to: at };
    linkAt = nextAt;
    return link;
  });
  const file = Buffer.concat(parts);
  for (const { from, to } of links) file.writeUInt32LE(to, from);
  return file;
}

/** A field of LONGs (every reader accepts them as SHORTs); more than one value is stored elsewhere in the file. */
function entry(tag: number, values: readonly number[] | Buffer, append: (part: Buffer) => number): Buffer {
  if (Buffer.isBuffer(values)) {
    return Buffer.concat([uint16(tag), uint16(7), uint32(values.length), uint32(append(values))]);
  }
  const [first = 0, ...others] = values;
  const stored = others.length === 0 ? first : append(Buffer.concat(values.map(uint32)));
  return Buffer.concat([uint16(tag), uint16(4), uint32(values.length), uint32(stored)]);
}

function uint16(value: number): Buffer {
  const buffer = Buffer.alloc(2);
  buffer.writeUInt16LE(value);
  return buffer;
}

function uint32(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
