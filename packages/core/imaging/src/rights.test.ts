import { crc32 } from 'node:zlib';
import { presetSchema } from '@darkroom/pipeline-config';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { animation, limits, redAndBlue } from '../test/images.ts';
import { cameraExif, iptcOf, withSegment } from '../test/make-metadata.ts';
import { renderOne } from '../test/render-presets.ts';
import type { Facts } from './facts/facts.ts';
import { readFacts } from './facts/read-facts.ts';
import { lineOf } from './facts/text.ts';
import { xmpFacts } from './facts/xmp-facts.ts';
import { chunksOf } from './formats/png-chunks.ts';
import { inspect } from './inspect.ts';
import { plan } from './plan.ts';
import { render } from './render.ts';
import { type Rights, rightsOf, rightsProperties } from './rights.ts';
import { xmpPacket } from './xmp-packet.ts';

const formats = ['jpeg', 'png', 'webp', 'avif', 'gif'] as const;

const rights: Rights = {
  creators: ['Zoë', '株式会社'],
  credit: 'Agency <"M&M">',
  copyright: '© Zoë',
  usageTerms: 'Editorial only.\nAsk first.',
  digitalSourceType: 'compositeWithTrainedAlgorithmicMedia',
};

function rightsXmp(written: Rights): string | undefined {
  const properties = rightsProperties(written);
  return properties && xmpPacket(properties);
}

/** With a camera, a place, a title, keywords and a thumbnail's worth of everything else. */
async function originals(): Promise<Buffer[]> {
  const own = (rightsXmp(rights) ?? '').replace(
    '</rdf:Description>',
    '<dc:title>Harbour</dc:title><dc:subject><rdf:Bag><rdf:li>keyword</rdf:li></rdf:Bag></dc:subject></rdf:Description>',
  );
  const images = [redAndBlue(100, 60).jpeg(), (await animation(100, 60)).webp()];
  const [photo, moving] = await Promise.all(
    images.map((image) => image.withExif(cameraExif).withXmp(own).withIccProfile('p3').toBuffer()),
  );
  const iptc = iptcOf([[90, Buffer.from('Secretville')]]);
  return photo && moving ? [withSegment(photo, 0xed, iptc), moving] : [];
}

async function factsOf(file: Uint8Array): Promise<Facts> {
  return readFacts(file, await inspect(file, limits), { location: true });
}

const ownSecrets = ['Canon', 'RF50mm', 'GPS', '2024', 'Harbour', 'keyword', 'Secretville', 'Exif'];

test.each(formats)('a %s keeps whose a picture is and how it was made, and nothing else', async (format) => {
  for (const original of await originals()) {
    const facts = await factsOf(original);
    expect(facts).toMatchObject({
      camera: 'Canon EOS R5',
      title: 'Harbour',
      location: { longitude: 151.215 },
    });
    const { bytes } = await renderOne(original, { width: 50, format }, rightsOf(facts, undefined));
    expect(await factsOf(bytes)).toEqual(rights);
    await expectNothingElse(bytes);
  }
});

test.each(formats)('a %s keeps nothing if that is wanted', async (format) => {
  for (const original of await originals()) {
    const { bytes } = await renderOne(original, { width: 50, format });
    expect(await factsOf(bytes)).toEqual({});
    expect((await sharp(bytes).metadata()).xmp).toBeUndefined();
    await expectNothingElse(bytes);
  }
});

test('a picture in Display P3 keeps no more than that', async () => {
  const [photo = Buffer.alloc(0)] = await originals();
  const metadata = await inspect(photo, limits);
  const preset = presetSchema.parse({ width: 50, formats: ['jpeg', 'png', 'webp', 'avif'] });
  const { variants } = await render(photo, metadata, plan(metadata, { preset }), { rights, gamut: 'p3' });
  for (const { bytes } of variants) {
    expect((await sharp(bytes).metadata()).icc).toBeDefined();
    expect(await factsOf(bytes)).toEqual(rights);
    await expectNoSecret(bytes, ownSecrets);
  }
});

async function expectNothingElse(bytes: Uint8Array): Promise<void> {
  expect((await sharp(bytes).metadata()).icc).toBeUndefined();
  await expectNoSecret(bytes, [...ownSecrets, 'ICC_PROFILE']);
}

async function expectNoSecret(bytes: Uint8Array, secrets: readonly string[]): Promise<void> {
  const { exif, iptc } = await sharp(bytes).metadata();
  expect([exif, iptc]).toEqual([undefined, undefined]);
  for (const secret of secrets) expect(Buffer.from(bytes).includes(secret), secret).toBe(false);
}

test("the configuration's copyright is for photos that have none", () => {
  expect(rightsOf({ copyright: '© Zoë', title: 'Harbour' }, '© Agency')).toEqual({ copyright: '© Zoë' });
  expect(rightsOf({ creators: ['Zoë'] }, '© Agency')).toEqual({ creators: ['Zoë'], copyright: '© Agency' });
  expect(rightsXmp(rightsOf({}, undefined))).toBeUndefined();
});

test('the XMP of a PNG stands where every reader looks, with a palette or without', async () => {
  const [photo = Buffer.alloc(0)] = await originals();
  for (const quality of [undefined, 80]) {
    const { bytes } = await renderOne(photo, { width: 50, format: 'png', quality }, rights);
    const chunks = [...chunksOf(Buffer.from(bytes), 8)];
    const texts = chunks.filter(({ type }) => /^[tzi]TXt$/i.test(type));
    expect(texts.map(({ type, data }) => `${type} ${data.toString('latin1', 0, 22)}`)).toEqual([
      'iTXt XML:com.adobe.xmp\0\0\0\0\0',
    ]);
    for (const { at, end } of chunks) {
      const file = Buffer.from(bytes);
      expect(file.readUInt32BE(end - 4)).toBe(crc32(file.subarray(at + 4, end - 4)));
    }
  }
});

test('a GIF with rights still moves', async () => {
  const [, moving = Buffer.alloc(0)] = await originals();
  const { bytes } = await renderOne(moving, { width: 50, format: 'gif' }, rights);
  expect(await sharp(bytes).metadata()).toMatchObject({ pages: 3, delay: [100, 200, 300], loop: 2 });
});

test('any text of a photo can be written and read again', () => {
  const text = fc.string({ unit: 'binary', maxLength: 50 }).map((any) => lineOf(any) ?? 'x');
  fc.assert(
    fc.property(text, text, text, (creator, credit, copyright) => {
      const written: Rights = { creators: [creator], credit, copyright };
      expect(xmpFacts(Buffer.from(rightsXmp(written) ?? ''))).toEqual(written);
    }),
  );
});
