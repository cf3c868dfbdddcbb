import { app1, app2, segmentsOf, xmpName } from '../formats/jpeg-segments.ts';
import { parametersXmp } from './gain-map-xmp.ts';
import { isoName, type Parameters } from './parameters.ts';

const [firstApp, lastApp] = [0xe0, 0xef];
/** Versions 0 and 0: of the picture, ISO 21496-1 asks for no more. */
const isoVersion = Buffer.alloc(4);
/** Of the index's header, directory and two entries. */
const indexBytes = 82;

export interface GainMapFile {
  readonly bytes: Buffer;
  readonly hasIso: boolean;
}

/** A JPEG that tells what its numbers mean. */
export function gainMapFile(jpeg: Buffer, { adobe, iso }: Parameters): GainMapFile {
  const told = [
    ...(adobe ? [segment(app1, xmpName, Buffer.from(parametersXmp(adobe)))] : []),
    ...(iso ? [segment(app2, isoName, iso)] : []),
  ];
  return {
    bytes: Buffer.concat([jpeg.subarray(0, 2), ...told, jpeg.subarray(2)]),
    hasIso: iso !== undefined,
  };
}

/** A picture with its gain map behind it, named by an index of pictures (CIPA DC-007). */
export function withGainMap(picture: Buffer, map: GainMapFile): Buffer {
  const at = endOfApps(picture);
  const iso = map.hasIso ? segment(app2, isoName, isoVersion) : Buffer.alloc(0);
  const indexAt = at + iso.length + 4 + 4; // behind the marker, the length and the name
  const pictureBytes = picture.length + iso.length + 4 + 4 + indexBytes;
  const index = segment(
    app2,
    Buffer.from('MPF\0', 'latin1'),
    indexOf(pictureBytes, map.bytes.length, pictureBytes - indexAt),
  );
  return Buffer.concat([picture.subarray(0, at), iso, index, picture.subarray(at), map.bytes]);
}

function endOfApps(jpeg: Buffer): number {
  for (const { marker, start } of segmentsOf(jpeg))
    if (marker < firstApp || marker > lastApp) return start - 4;
  return 2;
}

function indexOf(pictureBytes: number, mapBytes: number, mapOffset: number): Buffer {
  const index = Buffer.alloc(indexBytes);
  index.write('MM\0*', 0, 'latin1');
  index.writeUInt32BE(8, 4);
  index.writeUInt16BE(3, 8);
  const [undefinedBytes, long] = [7, 4];
  const fields = [
    [0xb000, undefinedBytes, 4, 0x30313030], // version 0100
    [0xb001, long, 1, 2],
    [0xb002, undefinedBytes, 32, 50],
  ] as const;
  for (const [place, [tag, type, count, value]] of fields.entries()) {
    const at = 10 + 12 * place;
    index.writeUInt16BE(tag, at);
    index.writeUInt16BE(type, at + 2);
    index.writeUInt32BE(count, at + 4);
    index.writeUInt32BE(value, at + 8);
  }
  index.writeUInt32BE(0x030000, 50); // the representative picture, a JPEG
  index.writeUInt32BE(pictureBytes, 54);
  index.writeUInt32BE(mapBytes, 70);
  index.writeUInt32BE(mapOffset, 74);
  return index;
}

function segment(marker: number, ...content: readonly Buffer[]): Buffer {
  const bytes = Buffer.concat(content);
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(bytes.length + 2, 2);
  return Buffer.concat([head, bytes]);
}
