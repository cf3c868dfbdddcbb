/** An application extension of a GIF, its length before its name (XMP Specification, part 3). */
const extension = Buffer.from('\x21\xff\x0bXMP DataXMP', 'latin1');
/** Leads readers that take the text for sub-blocks to its end, wherever they are in it. */
const landing = Buffer.from([1, ...Array.from({ length: 256 }, (_, index) => 255 - index), 0]);
const trailer = 0x3b;

/** libvips writes no XMP into GIFs. */
export function withGifXmp(gif: Buffer, xmp: string): Buffer {
  const end = gif.lastIndexOf(trailer);
  return Buffer.concat([gif.subarray(0, end), extension, Buffer.from(xmp), landing, gif.subarray(end)]);
}

export function gifXmp(gif: Buffer): Buffer | undefined {
  const at = gif.indexOf(extension);
  if (at < 0) return undefined;
  const start = at + extension.length;
  const end = gif.indexOf(landing, start);
  return gif.subarray(start, end < 0 ? undefined : end);
}
