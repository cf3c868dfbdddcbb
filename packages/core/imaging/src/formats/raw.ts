import { UnsupportedFormat } from '../errors.ts';
import type { Source } from '../source.ts';
import { turnOfOrientation } from '../upright.ts';
import { cr3Previews } from './cr3.ts';
import { jpegSource } from './jpeg.ts';
import { largestOf, type Preview } from './raw-preview.ts';
import { type Directory, tags } from './tiff-directories.ts';

/** A RAW photo: sensor data, which is not developed here, with the camera's own pictures of it. */
interface Raw {
  readonly kind: string;
  readonly previews: readonly Preview[];
  /** By EXIF's number; without, that of the preview's own EXIF is right. */
  readonly orientation?: number | undefined;
}

/** A smaller preview is a thumbnail for the camera's screen: a visitor would take it for a bad photo. */
const leastSide = 1000;

/**
 * The largest JPEG that the camera put into a RAW photo, upright; `undefined` if the file is no RAW photo. `directories` are
 * those of a file that is a TIFF.
 */
export function rawSource(bytes: Buffer, directories: readonly Directory[]): Source | undefined {
  const raw = rawOf(bytes, directories);
  if (!raw) return undefined;
  const preview = largestOf(bytes, raw.previews);
  if (!preview || preview.longSide < leastSide) {
    const found = preview ? `only a preview of ${preview.longSide} pixels` : 'no preview';
    throw new UnsupportedFormat(
      `This is a ${raw.kind} with ${found} inside, and ${leastSide} are needed: develop it and upload it as JPEG or TIFF.`,
    );
  }
  const turn = raw.orientation === undefined ? undefined : turnOfOrientation(raw.orientation);
  return { ...jpegSource(preview.bytes), turn };
}

function rawOf(bytes: Buffer, directories: readonly Directory[]): Raw | undefined {
  const start = bytes.toString('latin1', 0, 16);
  if (start.startsWith('FUJIFILMCCD-RAW')) {
    const preview = { start: bytes.readUInt32BE(84), length: bytes.readUInt32BE(88) };
    return { kind: 'Fujifilm RAW photo (RAF)', previews: [preview] };
  }
  if (start.slice(4, 12) === 'ftypcrx ') return { kind: 'Canon RAW photo (CR3)', ...cr3Previews(bytes) };
  return rawTiff(bytes, directories);
}

/** Sensor data with one colour per pixel, and the same with the gaps filled (TIFF/EP, DNG). */
const sensorPhotometrics: ReadonlySet<number> = new Set([32803, 34892]);

/** DNG, CR2, NEF, ARW and PEF are TIFFs. */
function rawTiff(bytes: Buffer, chain: readonly Directory[]): Raw | undefined {
  const all = chain.flatMap((directory) => [directory, ...directory.children]);
  const isDng = all.some(({ fields }) => fields.has(tags.dngVersion));
  const isCr2 = chain.length > 0 && bytes.toString('latin1', 8, 10) === 'CR';
  if (!isDng && !isCr2 && !all.some(isSensor)) return undefined;
  const kind = isDng ? 'DNG' : isCr2 ? 'CR2' : 'as NEF, ARW or PEF';
  return {
    kind: `RAW photo (${kind})`,
    previews: all.filter((directory) => !isSensor(directory)).flatMap(previewsOf),
    orientation: chain[0]?.fields.get(tags.orientation)?.[0],
  };
}

function isSensor({ fields }: Directory): boolean {
  return sensorPhotometrics.has(fields.get(tags.photometric)?.[0] ?? 0);
}

/** One directory's JPEG, in the fields for thumbnails or as its only strip. */
function previewsOf({ fields }: Directory): Preview[] {
  return [
    [tags.jpegOffset, tags.jpegLength] as const,
    [tags.stripOffsets, tags.stripLengths] as const,
  ].flatMap(([offset, length]) => {
    const [starts = [], lengths = []] = [fields.get(offset), fields.get(length)];
    return starts.length === 1 ? [{ start: starts[0] ?? 0, length: lengths[0] ?? 0 }] : [];
  });
}
