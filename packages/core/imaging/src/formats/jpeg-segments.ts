/** A marker of a JPEG (ITU-T T.81, B.1.1) with its parameters. */
export interface Segment {
  /** The marker's second byte. */
  readonly marker: number;
  /** Where the parameters begin and where they end. */
  readonly start: number;
  readonly end: number;
}

export const startOfScan = 0xda;
/** Application segments: EXIF and XMP; profiles, indexes of pictures and ISO's gain maps. */
export const [app1, app2] = [0xe1, 0xe2];
/** What an APP1 with XMP begins with (XMP specification, part 3). */
export const xmpName = Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1');
const endOfImage = 0xd9;

/** Every marker that has parameters, up to the end of the first image in the file. Skips pixel data. */
export function* segmentsOf(bytes: Buffer): Generator<Segment> {
  for (let at = bytes.indexOf(0xff, 2); at >= 0 && at + 4 <= bytes.length; at = bytes.indexOf(0xff, at)) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === endOfImage) return;
    if (marker === 0xff)
      at += 1; // a fill byte
    else if (hasParameters(marker)) {
      const [start, end] = [at + 4, at + 2 + bytes.readUInt16BE(at + 2)];
      yield { marker, start, end };
      at = Math.max(end, start);
    } else at += 2;
  }
}

/** After 0xFF, a zero marks a byte of pixel data; restart markers, 01 and the start of the image have no parameters. */
function hasParameters(marker: number): boolean {
  return marker > 0x01 && (marker < 0xd0 || marker > 0xd8);
}
