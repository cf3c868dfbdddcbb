import { uint32 } from './make-png.ts';

/** EXIF as sharp writes it; IFD2 is the directory about the taking, IFD3 the one about the place. */
export const cameraExif = {
  IFD0: { Make: 'Canon', Model: 'Canon EOS R5', Artist: 'Jane Doe', Copyright: '(c) Jane Doe' },
  IFD2: {
    DateTimeOriginal: '2024:05:01 12:30:00',
    OffsetTimeOriginal: '+02:00',
    ExposureTime: '1/125',
    FNumber: '28/10',
    ISOSpeedRatings: '200',
    FocalLength: '50/1',
    FocalLengthIn35mmFilm: '50',
    LensModel: 'RF50mm F1.8',
  },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '33/1 51/1 24/1',
    GPSLongitudeRef: 'E',
    GPSLongitude: '151/1 12/1 54/1',
    GPSAltitudeRef: '0',
    GPSAltitude: '58/1',
  },
};

/** XMP with the given properties inside its one description. */
export function xmpOf(properties: string, attributes = ''): string {
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:d="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" ${attributes}>${properties}</rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;
}

/** IPTC's datasets of record 2, as Photoshop puts them into a JPEG. */
export function iptcOf(datasets: readonly (readonly [number: number, content: Buffer])[]): Buffer {
  const iim = Buffer.concat(
    datasets.map(([number, content]) =>
      Buffer.concat([Buffer.from([0x1c, 2, number, content.length >> 8, content.length & 255]), content]),
    ),
  );
  const resources = [
    Buffer.from('8BIM\x04\x25\0\0\0\0\0\x03abc\0', 'latin1'), // another one, of an odd length
    Buffer.from('8BIM\x04\x04\0\0', 'latin1'),
    uint32(iim.length),
    iim,
  ];
  return Buffer.concat([Buffer.from('Photoshop 3.0\0', 'latin1'), ...resources]);
}

/** A JPEG with a segment behind its start. */
export function withSegment(jpeg: Buffer, marker: number, content: Buffer): Buffer {
  const header = Buffer.from([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255]);
  return Buffer.concat([jpeg.subarray(0, 2), header, content, jpeg.subarray(2)]);
}

/** What is looked for in a C2PA manifest: its boxes' names, and terms as CBOR writes texts. */
export function manifestOf(...terms: string[]): Buffer {
  const texts = terms.map((term) => {
    const address = `http://cv.iptc.org/newscodes/digitalsourcetype/${term}`;
    return Buffer.concat([Buffer.from([0x78, address.length]), Buffer.from(address), Buffer.from('calg')]);
  });
  return Buffer.concat([Buffer.from('jumdc2pa\0\x11\0\x10', 'latin1'), ...texts]);
}

/** A manifest in JPEG's APP11 segments of at most `most` bytes each. */
export function withManifest(jpeg: Buffer, manifest: Buffer, most = 60_000): Buffer {
  const parts = Array.from({ length: Math.ceil(manifest.length / most) }, (_, index) =>
    manifest.subarray(index * most, (index + 1) * most),
  );
  return parts.reduceRight(
    (made, part, index) =>
      withSegment(
        made,
        0xeb,
        Buffer.concat([
          Buffer.from('JP\0\x01', 'latin1'),
          uint32(index + 1, manifest.length + 8),
          Buffer.from('jumb'),
          part,
        ]),
      ),
    jpeg,
  );
}
