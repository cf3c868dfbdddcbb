import { type Box, BoxReader, boxesOf, findBox } from './iso-boxes.ts';
import type { Preview } from './raw-preview.ts';
import { directoriesOf, tags } from './tiff-directories.ts';

/** Canon's boxes in a CR3: its EXIF, and a preview of 1,620 pixels. */
const canon = { about: '85c0b687820f11e08111f4ce462b6a48', preview: 'eaf42b5e1c984b88b9fbb7dc406e4d16' };
const adobe = 'be7acfcb97a942e89c71999491e3afac'; // XMP

/** More than a CR3 has. */
const mostTracks = 16;

/** A CR3's preview, the first picture of each of its tracks (one is a JPEG of full size), and how it was held. */
export function cr3Previews(bytes: Buffer): { previews: Preview[]; orientation: number | undefined } {
  const file = { start: 0, end: bytes.length };
  const movie = findBox(bytes, file, 'moov');
  const about = movie && findCanon(bytes, movie, canon.about);
  const exif = about && findBox(bytes, about, 'CMT1');
  const [first] = exif ? directoriesOf(bytes.subarray(exif.start, exif.end)) : [];
  return {
    previews: [...smallPreview(bytes, findCanon(bytes, file, canon.preview)), ...trackPictures(bytes, movie)],
    orientation: first?.fields.get(tags.orientation)?.[0],
  };
}

/** A CR3's metadata: EXIF's directories, each a TIFF of its own, and XMP. */
export function cr3Blocks(
  bytes: Buffer,
): Readonly<Record<'first' | 'photo' | 'gps' | 'xmp', Buffer | undefined>> {
  const file = { start: 0, end: bytes.length };
  const movie = findBox(bytes, file, 'moov');
  const about = movie && findCanon(bytes, movie, canon.about);
  const contentOf = (box: Range | undefined) => box && bytes.subarray(box.start, box.end);
  const exif = (type: string) => contentOf(about && findBox(bytes, about, type));
  return {
    first: exif('CMT1'),
    photo: exif('CMT2'),
    gps: exif('CMT4'),
    xmp: contentOf(findCanon(bytes, file, adobe)),
  };
}

type Range = Pick<Box, 'start' | 'end'>;

/** What follows the name in one of Canon's own boxes. */
function findCanon(bytes: Buffer, { start, end }: Range, name: string): Range | undefined {
  for (const box of boxesOf(bytes, start, end)) {
    if (box.type !== 'uuid' || bytes.toString('hex', box.start, box.start + 16) !== name) continue;
    return { start: box.start + 16, end: box.end };
  }
  return undefined;
}

function smallPreview(bytes: Buffer, outer: Range | undefined): Preview[] {
  const box = outer && findBox(bytes, { ...outer, start: outer.start + 8 }, 'PRVW');
  return box ? [{ start: box.start + 16, length: bytes.readUInt32BE(box.start + 12) }] : [];
}

function trackPictures(bytes: Buffer, movie: Range | undefined): Preview[] {
  const tracks = movie
    ? [...boxesOf(bytes, movie.start, movie.end)].filter(({ type }) => type === 'trak')
    : [];
  return tracks.slice(0, mostTracks).flatMap((track) => {
    let table: Range | undefined = track;
    for (const type of ['mdia', 'minf', 'stbl']) table = table && findBox(bytes, table, type);
    const [offsets, sizes] = ['co64', 'stsz'].map((type) => table && findBox(bytes, table, type));
    if (!offsets || !sizes) return [];
    const size = new BoxReader(bytes, sizes.start + 4);
    const [common, count] = [size.number(4), size.number(4)];
    const length = common || (count > 0 ? size.number(4) : 0);
    return [{ start: new BoxReader(bytes, offsets.start + 8).number(8), length }];
  });
}
