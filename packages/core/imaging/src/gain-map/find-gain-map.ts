import { app2, segmentsOf, startOfScan } from '../formats/jpeg-segments.ts';

const mpf = 'MPF\0';
/** "MP Entry" of CIPA DC-007 ("Multi-Picture Format"), table 3. */
const entriesTag = 0xb002;
const entryBytes = 16;
/** A phone's photo has three. */
const mostPictures = 16;

/** The JPEG files behind the first picture of a JPEG, as its index of pictures names them. */
export function otherPictures(bytes: Buffer): Buffer[] {
  for (const { marker, start, end } of segmentsOf(bytes)) {
    if (marker === startOfScan) break;
    if (marker === app2 && bytes.toString('latin1', start, start + mpf.length) === mpf)
      return picturesOf(bytes, start + mpf.length, end);
  }
  return [];
}

/** `base` is where the index's own header begins; offsets count from there. Throws a RangeError for one that is cut off. */
function picturesOf(bytes: Buffer, base: number, end: number): Buffer[] {
  const isLittle = bytes.toString('latin1', base, base + 2) === 'II';
  const short = (at: number) => (isLittle ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const long = (at: number) => (isLittle ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const directory = base + long(base + 4);
  for (let index = 0; index < short(directory); index += 1) {
    const field = directory + 2 + 12 * index;
    if (field + 12 > end) break;
    if (short(field) !== entriesTag) continue;
    const count = Math.min(mostPictures, Math.floor(long(field + 4) / entryBytes));
    const entries = base + long(field + 8);
    const others = Array.from({ length: Math.max(0, count - 1) }, (_, other) => {
      const entry = entries + entryBytes * (other + 1);
      const at = base + long(entry + 8);
      return bytes.subarray(at, at + long(entry + 4));
    });
    return others.filter((file) => file.length > 4 && file.readUInt16BE(0) === 0xffd8);
  }
  return [];
}
