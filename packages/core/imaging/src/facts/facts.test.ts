import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { limits, redAndBlue } from '../../test/images.ts';
import { box } from '../../test/make-avif.ts';
import { makeHeic, square } from '../../test/make-heic.ts';
import { inBoxes, jxl } from '../../test/make-jxl.ts';
import {
  cameraExif,
  iptcOf,
  manifestOf,
  withManifest,
  withSegment,
  xmpOf,
} from '../../test/make-metadata.ts';
import { uint32 } from '../../test/make-png.ts';
import { makeCr3, makeDng } from '../../test/make-raw.ts';
import { makeTiff, plainPicture } from '../../test/make-tiff.ts';
import { withGifXmp } from '../gif-xmp.ts';
import { inspect } from '../inspect.ts';
import type { Facts } from './facts.ts';
import { readFacts } from './read-facts.ts';

async function factsOf(file: Uint8Array, location = false): Promise<Facts> {
  return readFacts(file, await inspect(file, limits), { location });
}
const picture = () => redAndBlue(16, 8);
const jpeg = () => picture().jpeg().toBuffer();
const formats = ['jpeg', 'png', 'webp', 'avif'] as const;

const measured = {
  camera: 'Canon EOS R5',
  lens: 'RF50mm F1.8',
  takenAt: '2024-05-01T12:30:00+02:00',
  exposure: { seconds: 0.008, fNumber: 2.8, iso: 200, focalLengthMm: 50, equivalentFocalLengthMm: 50 },
};

test.each(formats)(
  'what a camera wrote into a %s is read, the place only if that is wanted',
  async (format) => {
    const file = await picture().withExif(cameraExif).toFormat(format).toBuffer();
    const facts = { ...measured, creators: ['Jane Doe'], copyright: '(c) Jane Doe' };
    expect(await factsOf(file)).toEqual(facts);
    expect(await factsOf(file, true)).toEqual({
      ...facts,
      location: { latitude: -33.856667, longitude: 151.215, altitude: 58 },
    });
  },
);

const written = xmpOf(
  `<d:title><rdf:Alt><rdf:li xml:lang="de">Hafen</rdf:li><rdf:li xml:lang="x-default">Harbour</rdf:li></rdf:Alt></d:title>
   <d:description><rdf:Alt><rdf:li xml:lang="x-default">Two &lt;boats&gt;
   at dawn</rdf:li></rdf:Alt></d:description>
   <d:subject><rdf:Bag><rdf:li>sea</rdf:li><rdf:li>株式会社</rdf:li><rdf:li>sea</rdf:li></rdf:Bag></d:subject>
   <d:creator><rdf:Seq><rdf:li>Zoë</rdf:li><rdf:li>Max</rdf:li></rdf:Seq></d:creator>
   <xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">Editorial only</rdf:li></rdf:Alt></xmpRights:UsageTerms>
   <Iptc4xmpExt:DigitalSourceType rdf:resource="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"/>`,
  'photoshop:Credit="Agency" photoshop:DateCreated="2023-12-31T23:59:58Z"',
);
const writtenFacts: Facts = {
  title: 'Harbour',
  description: 'Two <boats>\n   at dawn',
  keywords: ['sea', '株式会社'],
  creators: ['Zoë', 'Max'],
  credit: 'Agency',
  usageTerms: 'Editorial only',
  digitalSourceType: 'trainedAlgorithmicMedia',
  takenAt: '2023-12-31T23:59:58Z',
};

test.each([...formats, 'tiff'] as const)('XMP in a %s is read, whatever its prefixes', async (format) => {
  expect(await factsOf(await picture().withXmp(written).toFormat(format).toBuffer())).toEqual(writtenFacts);
});

test('EXIF and XMP in a HEIC are read, as items of their own', async () => {
  const { exif = Buffer.alloc(0) } = await sharp(
    await picture().withExif(cameraExif).jpeg().toBuffer(),
  ).metadata();
  const item = (type: string, stream: Buffer, more: object = {}) => ({
    type,
    stream,
    properties: [],
    ...more,
  });
  const file = makeHeic(
    [
      square('brick'),
      item('Exif', Buffer.concat([uint32(6), exif])),
      item('mime', Buffer.from(written), { contentType: 'application/rdf+xml' }),
    ],
    [
      ['cdsc', 2, 1],
      ['cdsc', 3, 1],
    ],
  );
  expect(await factsOf(file)).toEqual({ copyright: '(c) Jane Doe', ...writtenFacts, ...measured });
});

test('XMP in a GIF is read', async () => {
  expect(await factsOf(withGifXmp(await picture().gif().toBuffer(), written))).toEqual(writtenFacts);
});

test('XMP in a PNG is read by the book too, compressed or not', async () => {
  const png = await picture().png().toBuffer();
  for (const compressed of [0, 1]) {
    const text = compressed ? deflateSync(written) : Buffer.from(written);
    const data = Buffer.concat([
      Buffer.from(`XML:com.adobe.xmp\0${String.fromCharCode(compressed)}\0en\0\0`),
      text,
    ]);
    const chunk = Buffer.concat([uint32(data.length), Buffer.from('iTXt'), data, uint32(0)]);
    expect(await factsOf(Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)]))).toEqual(
      writtenFacts,
    );
  }
});

test("IPTC is read as UTF-8 or as Windows's characters, beside other resources of Photoshop", async () => {
  const iptc = iptcOf([
    [5, Buffer.from('Caf\xe9', 'latin1')],
    [25, Buffer.from('é')],
    [25, Buffer.from('sea')],
    [55, Buffer.from('20240501')],
    [60, Buffer.from('123000+0200')],
    [80, Buffer.from('Jane Doe')],
    [110, Buffer.from('Agency')],
    [116, Buffer.from('© Jane')],
    [120, Buffer.from('Two boats')],
  ]);
  expect(await factsOf(withSegment(await jpeg(), 0xed, iptc))).toEqual({
    title: 'Café',
    keywords: ['é', 'sea'],
    takenAt: '2024-05-01T12:30:00+02:00',
    creators: ['Jane Doe'],
    credit: 'Agency',
    copyright: '© Jane',
    description: 'Two boats',
  });
});

test('the camera knows what it measured, and people what they wrote last', async () => {
  const file = await picture().withExif(cameraExif).withXmp(written).jpeg().toBuffer();
  expect(await factsOf(file)).toEqual({ ...writtenFacts, ...measured, copyright: '(c) Jane Doe' });
});

test.each([
  ['0000:00:00 00:00:00', undefined],
  ['2024:02:30 10:00:00', undefined],
  ['2024:05:01 25:00:00', undefined],
  ['    :  :     :  :  ', undefined],
  ['2024:05:01', undefined],
  ['2024:05:01 12:30:00', '2024-05-01T12:30:00'],
])('a photo taken at %j', async (DateTimeOriginal, takenAt) => {
  const file = await picture().withExif({ IFD2: { DateTimeOriginal } }).jpeg().toBuffer();
  expect((await factsOf(file)).takenAt).toBe(takenAt);
});

test('a camera that names itself and no place says nothing of the photo', async () => {
  const exif = {
    IFD0: { ImageDescription: 'OLYMPUS DIGITAL CAMERA', Copyright: '      ' },
    IFD3: { GPSLatitude: '0/1 0/1 0/1', GPSLongitude: '0/0 0/1 0/1' },
  };
  expect(await factsOf(await picture().withExif(exif).jpeg().toBuffer(), true)).toEqual({});
});

const large = () => redAndBlue(1200, 800).jpeg().toBuffer();

test('a RAW photo is read itself, and not only the preview in it', async () => {
  const fields = {
    271: Buffer.from('NIKON CORPORATION\0'),
    272: Buffer.from('NIKON D850\0'),
    700: Buffer.from(written),
  };
  const dng = makeDng(await large(), 1, plainPicture(8, 6, [0, 0, 255], fields));
  expect(await factsOf(dng)).toEqual({ ...writtenFacts, camera: 'NIKON D850' });

  const preview = await redAndBlue(1200, 800).withExif(cameraExif).jpeg().toBuffer();
  expect(await factsOf(makeDng(preview))).toMatchObject(measured);
  const xmp = box(
    'uuid',
    Buffer.from('be7acfcb97a942e89c71999491e3afac', 'hex'),
    Buffer.from(xmpOf('', 'photoshop:Credit="Agency"')),
  );
  expect(await factsOf(Buffer.concat([makeCr3(await jpeg(), preview), xmp]))).toMatchObject({
    ...measured,
    credit: 'Agency',
  });
});

describe('Content Credentials', () => {
  const manifest = manifestOf('trainedAlgorithmicMedia');

  test('are found in every format', async () => {
    const png = await picture().png().toBuffer();
    const chunk = Buffer.concat([uint32(manifest.length), Buffer.from('caBX'), manifest, uint32(0)]);
    const webp = await picture().webp().toBuffer();
    const padded = Buffer.concat([manifest, Buffer.alloc(manifest.length & 1)]);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(padded.length);
    const uuid = Buffer.from('d8fec3d61b0e483c92975828877ec481', 'hex');
    const gif = await picture().gif().toBuffer();
    const files = {
      jpeg: withManifest(await jpeg(), manifest),
      severalSegments: withManifest(await jpeg(), manifest, 30),
      png: Buffer.concat([png.subarray(0, -12), chunk, png.subarray(-12)]),
      webp: Buffer.concat([webp, Buffer.from('C2PA'), length, padded]),
      avif: Buffer.concat([await picture().avif().toBuffer(), box('uuid', uuid, manifest)]),
      heic: Buffer.concat([makeHeic([square('brick')]), box('uuid', uuid, manifest)]),
      jxl: inBoxes(box('jumb', manifest), box('jxlc', jxl('plain'))),
      tiff: makeTiff([plainPicture(8, 6, [9], { 52545: manifest })]),
      gif: Buffer.concat([
        gif.subarray(0, -1),
        Buffer.from('\x21\xff\x0bC2PA_GIF\x01\0\0', 'latin1'),
        Buffer.from([manifest.length]),
        manifest,
        Buffer.from([0, 0x3b]),
      ]),
    };
    for (const [name, file] of Object.entries(files)) {
      const facts = await factsOf(file);
      expect(facts, name).toEqual({
        contentCredentials: true,
        digitalSourceType: 'trainedAlgorithmicMedia',
      });
    }
  });

  test('that say different things of their parts say nothing of the picture', async () => {
    const mixed = manifestOf('trainedAlgorithmicMedia', 'digitalCapture');
    expect(await factsOf(withManifest(await jpeg(), mixed))).toEqual({ contentCredentials: true });
  });

  test('say it in CBOR or in JSON', async () => {
    const address = 'http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia';
    const json = Buffer.from(`jumdc2pa {"digitalSourceType":"${address}","when":"now"}`);
    expect(await factsOf(withManifest(await jpeg(), json))).toEqual({
      contentCredentials: true,
      digitalSourceType: 'algorithmicMedia',
    });
  });

  test('are not what else is in APP11', async () => {
    const other = withManifest(await jpeg(), Buffer.from('jumd of a 360° picture'));
    expect(await factsOf(other)).toEqual({});
  });
});

test('a picture of which nothing is known has no facts', async () => {
  for (const format of [...formats, 'tiff', 'gif'] as const) {
    expect(await factsOf(await picture().toFormat(format).toBuffer())).toEqual({});
  }
  expect(
    await factsOf(
      await sharp(await jpeg())
        .withIccProfile('p3')
        .jpeg()
        .toBuffer(),
    ),
  ).toEqual({});
});
