import { crc32 } from 'node:zlib';

/** Signature and IHDR, which comes first. */
const start = 33;

/** By the book, as an iTXt that is not compressed: libvips writes a zTXt, which many readers pass by. */
export function withPngXmp(png: Buffer, xmp: string): Buffer {
  const chunk = Buffer.from(`\0\0\0\0iTXtXML:com.adobe.xmp\0\0\0\0\0${xmp}\0\0\0\0`);
  const end = chunk.length - 4;
  chunk.writeUInt32BE(end - 8, 0);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, end)), end);
  return Buffer.concat([png.subarray(0, start), chunk, png.subarray(start)]);
}
