import { box } from './make-avif.ts';
import { uint32 } from './make-png.ts';
import { makeTiff, plainPicture } from './make-tiff.ts';

const sensor = plainPicture(40, 30, [128], { 262: [32803] });

/** A picture whose only strip is a JPEG. */
function jpegPicture(jpeg: Buffer, fields: Readonly<Record<number, readonly number[]>>) {
  return { width: 1, height: 1, pixels: jpeg, fields };
}

/** As Adobe and phones write it: sensor data and a preview below a thumbnail. */
export function makeDng(jpeg: Buffer, orientation = 1, thumbnail = plainPicture(8, 6, [0, 0, 255])): Buffer {
  const preview = jpegPicture(jpeg, { 254: [1], 259: [7], 262: [6] });
  const fields = { ...thumbnail.fields, 254: [1], 274: [orientation], 50706: [1] };
  return makeTiff([{ ...thumbnail, fields, children: [sensor, preview] }]);
}

/** The sensor's own lossless JPEG is last in the chain. */
export function makeCr2(jpeg: Buffer, orientation = 1): Buffer {
  const lossless = Buffer.from(jpeg);
  lossless.writeUInt8(0xc3, lossless.indexOf(Buffer.from([0xff, 0xc0])) + 1);
  const file = makeTiff([
    jpegPicture(jpeg, { 259: [6], 274: [orientation] }),
    jpegPicture(lossless, { 259: [6] }),
  ]);
  return markAsCr2(file);
}

/** The first picture's pixels stand at 8, where a CR2 has its mark: they are written again at the end. */
function markAsCr2(file: Buffer): Buffer {
  const directory = file.readUInt32LE(4);
  const fields = Array.from(
    { length: file.readUInt16LE(directory) },
    (_, index) => directory + 2 + 12 * index,
  );
  const valueAt = (tag: number) => 8 + (fields.find((at) => file.readUInt16LE(at) === tag) ?? 0);
  const [offset, length] = [file.readUInt32LE(valueAt(273)), file.readUInt32LE(valueAt(279))];
  const moved = Buffer.concat([file, file.subarray(offset, offset + length)]);
  moved.writeUInt32LE(file.length, valueAt(273));
  moved.write('CR\x02\0', 8, 'latin1');
  return moved;
}

/** Nikon's and Sony's way: the fields for thumbnails point to a JPEG behind all directories. */
export function makeNef(jpeg: Buffer, orientation = 1): Buffer {
  const make = (at: number) =>
    makeTiff([
      {
        ...plainPicture(8, 6, [0, 0, 255], { 254: [1], 274: [orientation] }),
        children: [plainPicture(1, 1, [0], { 513: [at], 514: [jpeg.length] }), sensor],
      },
    ]);
  return Buffer.concat([make(make(0).length), jpeg]);
}

export function makeRaf(jpeg: Buffer): Buffer {
  const start = Buffer.alloc(148);
  start.write('FUJIFILMCCD-RAW 0201', 'latin1');
  uint32(start.length, jpeg.length).copy(start, 84);
  return Buffer.concat([start, jpeg, Buffer.alloc(500, 7)]);
}

/** A small preview in Canon's box, and a large picture as a track's first. */
export function makeCr3(small: Buffer, large: Buffer, orientation = 1): Buffer {
  const exif = makeTiff([plainPicture(1, 1, [0], { 274: [orientation] })]);
  const type = box('ftyp', Buffer.from('crx '), uint32(1), Buffer.from('crx isom'));
  const about = box('uuid', Buffer.from('85c0b687820f11e08111f4ce462b6a48', 'hex'), box('CMT1', exif));
  const movie = (at: number) =>
    box(
      'moov',
      about,
      box(
        'trak',
        box(
          'mdia',
          box(
            'minf',
            box(
              'stbl',
              box('stsz', uint32(0), uint32(large.length), uint32(1)),
              box('co64', uint32(0), uint32(1), uint32(0), uint32(at)),
            ),
          ),
        ),
      ),
    );
  const preview = box(
    'uuid',
    Buffer.from('eaf42b5e1c984b88b9fbb7dc406e4d16', 'hex'),
    uint32(0, 1),
    box('PRVW', uint32(0), Buffer.alloc(8), uint32(small.length), small),
  );
  const at = type.length + movie(0).length + preview.length + 8;
  return Buffer.concat([type, movie(at), preview, box('mdat', large)]);
}
