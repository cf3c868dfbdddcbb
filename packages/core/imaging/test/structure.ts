/** A number in a file that gives the size of something. */
interface SizeField {
  readonly at: number;
  readonly length: 2 | 3 | 4;
  readonly order: 'big' | 'little';
}

/** The bytes before a size field, the distance from their start to it, and how it is stored. */
const sizeFields: readonly (readonly [
  mark: string,
  distance: number,
  SizeField['length'],
  SizeField['order'],
])[] = [
  ['IHDR', 4, 4, 'big'], // PNG: width, height
  ['IHDR', 8, 4, 'big'],
  ['\xff\xc0', 5, 2, 'big'], // JPEG, baseline and progressive: height, width
  ['\xff\xc0', 7, 2, 'big'],
  ['\xff\xc2', 5, 2, 'big'],
  ['\xff\xc2', 7, 2, 'big'],
  ['\xff\xe1', 2, 2, 'big'], // JPEG: length of the EXIF segment
  ['GIF89a', 6, 2, 'little'],
  ['GIF89a', 8, 2, 'little'],
  ['\0\x2c', 6, 2, 'little'], // GIF: width and height of a frame
  ['\0\x2c', 8, 2, 'little'],
  ['RIFF', 4, 4, 'little'], // WebP: bytes of the file, canvas, frame, bytes of a bitstream, its width and height
  ['VP8X', 12, 3, 'little'],
  ['VP8X', 15, 3, 'little'],
  ['ANMF', 14, 3, 'little'],
  ['ANMF', 17, 3, 'little'],
  ['VP8 ', 4, 4, 'little'],
  ['VP8 ', 14, 2, 'little'],
  ['VP8 ', 16, 2, 'little'],
  ['VP8L', 4, 4, 'little'],
  ['ispe', 8, 4, 'big'], // AVIF: width, height; bytes of the metadata
  ['ispe', 12, 4, 'big'],
  ['iloc', -4, 4, 'big'],
  ['meta', -4, 4, 'big'],
  ['\0\x01\x03\0', 8, 2, 'little'], // TIFF tags 256 and 257, as shorts and longs: width, height
  ['\x01\x01\x03\0', 8, 2, 'little'],
  ['\0\x01\x04\0', 8, 4, 'little'],
  ['\x01\x01\x04\0', 8, 4, 'little'],
  ['\x16\x01\x03\0', 8, 2, 'little'], // TIFF tag 278: rows of a strip
  ['\x15\x01\x03\0', 8, 2, 'little'], // TIFF tag 277: samples of a pixel
  ['BM', 10, 4, 'little'], // BMP: start of its pixels, bytes of its header, width, height, bits, compression, colours
  ['BM', 14, 4, 'little'],
  ['BM', 18, 4, 'little'],
  ['BM', 22, 4, 'little'],
  ['BM', 28, 2, 'little'],
  ['BM', 30, 4, 'little'],
  ['BM', 46, 4, 'little'],
];

export function sizeFieldsOf(bytes: Buffer): SizeField[] {
  return sizeFields.flatMap(([mark, distance, length, order]) => {
    const found = bytes.indexOf(mark, 0, 'latin1');
    const at = found + distance;
    return found < 0 || at < 0 || at + length > bytes.length ? [] : [{ at, length, order }];
  });
}

/** A file cut into the parts of its format: chunks, segments or boxes; or equal blocks if it has none. */
export function chunksOf(bytes: Buffer): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Math.max(1, lengthAt(bytes, at));
    chunks.push(bytes.subarray(at, at + length));
    at += length;
  }
  return chunks;
}

function lengthAt(bytes: Buffer, at: number): number {
  const rest = bytes.length - at;
  const has = (text: string, where: number) => bytes.toString('latin1', where, where + text.length) === text;
  if (has('\x89PNG', 0)) return at === 0 ? 8 : rest < 12 ? rest : 12 + bytes.readUInt32BE(at);
  if (has('RIFF', 0))
    return at === 0 ? 12 : rest < 8 ? rest : 8 + 2 * Math.ceil(bytes.readUInt32LE(at + 4) / 2);
  if (has('ftyp', 4)) return rest < 8 ? rest : bytes.readUInt32BE(at);
  if (has('\xff\xd8', 0)) {
    if (at === 0) return 2;
    return rest < 4 || bytes[at] !== 0xff || bytes[at + 1] === 0xda ? rest : 2 + bytes.readUInt16BE(at + 2);
  }
  return 256;
}
