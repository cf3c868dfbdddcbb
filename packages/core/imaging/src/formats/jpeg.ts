import { Corrupt, UnsupportedFormat } from '../errors.ts';
import type { Source } from '../source.ts';
import { type Segment, segmentsOf, startOfScan } from './jpeg-segments.ts';
import { checkParts } from './most-parts.ts';

/** The frame header: what all scans together contain. */
interface Frame {
  readonly isProgressive: boolean;
  /** Of all components together, at their full size. */
  readonly coefficients: number;
  /** Coefficients that no scan has completed yet. */
  readonly missing: Set<number>;
}

/** Many times what an encoder writes. */
const mostScans = 1000;

const progressive = 0xc2;
/** Frame headers that libjpeg decodes. */
export const decodable: ReadonlySet<number> = new Set([0xc0, 0xc1, progressive]);

/** JPEGs with other frame markers (T.81, table B.1; JPEG-LS), which libjpeg does not decode. */
const otherFrames: Readonly<Record<number, string>> = {
  195: 'a lossless',
  197: 'a hierarchical',
  198: 'a hierarchical',
  199: 'a hierarchical',
  201: 'an arithmetic-coded',
  202: 'an arithmetic-coded',
  203: 'a lossless',
  205: 'a hierarchical',
  206: 'a hierarchical',
  207: 'a hierarchical',
  247: 'a near-lossless (JPEG-LS)',
};

/**
 * A JPEG with all its pixels; any other is refused. libjpeg fills missing pixels with grey and only warns, so warnings
 * count as errors. It does not even notice missing scans. A missing end marker costs no pixel.
 */
export function jpegSource(bytes: Buffer): Source {
  let frame: Frame | undefined;
  let [scans, others] = [0, 0];
  let pixels = bytes.length; // where the last scan's pixels begin
  let mended: Buffer | undefined;
  for (const segment of segmentsOf(bytes)) {
    if (isFrame(segment.marker)) frame ??= frameOf(bytes, segment);
    if (segment.marker !== startOfScan) checkParts(++others, 'segments beside its pixels');
    if (segment.marker !== startOfScan || !frame) continue;
    const scan = scanOf(bytes, segment, frame);
    if (scan.isOdd) mended = withPlainScan(mended ?? Buffer.from(bytes), scan.at);
    for (const bits of scan.completed) frame.missing.delete(bits);
    scans += 1;
    if (scans > mostScans) throw new Corrupt(`The JPEG has more than ${mostScans} scans: export it again.`);
    pixels = segment.end;
    if (frame.missing.size === 0 && isReadAtOnce(frame, scans)) break; // nearly every photo
  }
  if (frame && frame.missing.size > 0) {
    throw new Corrupt('The JPEG is cut off: scans of it are missing. Export or upload it again.');
  }
  const shown = mended ?? bytes;
  if (frame && isReadAtOnce(frame, scans)) return { bytes: withHardEnd(shown, pixels), strict: true };
  return {
    bytes: withEnd(shown),
    strict: true,
    scans: { count: scans, coefficients: frame?.coefficients ?? 0 },
  };
}

/** One scan is the whole picture: it is decoded row by row. */
function isReadAtOnce({ isProgressive }: Frame, scans: number): boolean {
  return scans === 1 && !isProgressive;
}

/** libjpeg's warnings about intact files: headers of some cameras and programs. */
export function isHarmlessWarning(error: unknown): boolean {
  const harmless =
    /extraneous bytes before marker 0x(?!d[0-7])|unknown JFIF revision|Unknown Adobe color transform|bad ICC marker|Inconsistent progression/;
  return error instanceof Error && harmless.test(error.message);
}

export function isFrame(marker: number): boolean {
  return decodable.has(marker) || marker in otherFrames;
}

function frameOf(bytes: Buffer, { marker, start }: Segment): Frame {
  const kind = otherFrames[marker];
  if (kind) throw unsupported(`${kind} JPEG`);
  const precision = bytes.readUInt8(start);
  if (precision !== 8) throw unsupported(`a ${precision}-bit JPEG`);
  const components = Array.from({ length: bytes.readUInt8(start + 5) }, (_, index) => {
    const [id = 0, sampling = 0] = bytes.subarray(start + 6 + 3 * index);
    return { id, across: sampling >> 4, down: sampling & 15 };
  });
  return {
    isProgressive: marker === progressive,
    coefficients: coefficientsOf(bytes.readUInt16BE(start + 1), bytes.readUInt16BE(start + 3), components),
    missing: new Set(components.flatMap(({ id }) => coefficients(id))),
  };
}

/** Samples, padded to whole blocks (T.81, A.1.1): components of colour are mostly stored at half the size. */
function coefficientsOf(
  height: number,
  width: number,
  components: readonly { readonly across: number; readonly down: number }[],
): number {
  const most = (factors: readonly number[]) => Math.max(1, ...factors);
  const columns = Math.ceil(width / (8 * most(components.map(({ across }) => across))));
  const rows = Math.ceil(height / (8 * most(components.map(({ down }) => down))));
  return components.reduce((sum, { across, down }) => sum + 64 * columns * across * rows * down, 0);
}

function unsupported(what: string): UnsupportedFormat {
  return new UnsupportedFormat(
    `This is ${what}: export the photo as an ordinary JPEG with 8 bits a channel.`,
  );
}

/** The coefficients that a scan completes, and whether its parameters suit its frame (T.81, B.2.3). */
function scanOf(bytes: Buffer, { start }: Segment, { isProgressive }: Frame) {
  const count = bytes.readUInt8(start);
  const at = start + 1 + 2 * count;
  const parameters = bytes.subarray(at, at + 3);
  const isOdd = !isProgressive && !parameters.equals(plainScan);
  const [first, last, bits] = isProgressive ? parameters : plainScan;
  const isLast = ((bits ?? 0) & 15) === 0;
  const ids = Array.from({ length: isLast ? count : 0 }, (_, index) =>
    bytes.readUInt8(start + 1 + 2 * index),
  );
  return { at, isOdd, completed: ids.flatMap((id) => coefficients(id, first ?? 0, last ?? 0)) };
}

/** The 64 coefficients of a component, or some of them, each as one number. */
function coefficients(id: number, first = 0, last = 63): number[] {
  const length = Math.max(0, Math.min(last, 63) - first + 1);
  return Array.from({ length }, (_, index) => id * 64 + first + index);
}

/** All coefficients with all their bits: some phones write other parameters into scans that are not progressive. */
const plainScan = Buffer.from([0, 63, 0]);

/** libjpeg ignores the odd values there, but warns. */
function withPlainScan(bytes: Buffer, at: number): Buffer {
  plainScan.copy(bytes, at);
  return bytes;
}

const endOfImage = Buffer.from([0xff, 0xd9]);

/** Several scans are read completely, up to the marker, before the first row is requested. */
function withEnd(bytes: Buffer): Buffer {
  return bytes.subarray(-2).equals(endOfImage) ? bytes : Buffer.concat([bytes, endOfImage]);
}

/**
 * One scan is read row by row, and nobody asks for warnings after the last row. So the end is replaced by one that libjpeg
 * reports as an error: bits that are no code, just enough for it to look ahead (8 bytes), and no marker. A file that lacks
 * less than its last two blocks (8 × 8 pixels each) still passes: their symbols are read from these bits.
 */
function withHardEnd(bytes: Buffer, pixels: number): Buffer {
  const end = bytes.indexOf(endOfImage, pixels);
  return Buffer.concat([end < 0 ? bytes : bytes.subarray(0, end), noCodes]);
}

/** Ones; a zero byte after each prevents a marker. */
const noCodes = Buffer.from(Array.from({ length: 8 }, () => [0xff, 0]).flat());
