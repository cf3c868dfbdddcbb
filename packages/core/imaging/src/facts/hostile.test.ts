import { deflateSync } from 'node:zlib';
import fc from 'fast-check';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { cameraExif, iptcOf, manifestOf, withManifest, xmpOf } from '../../test/make-metadata.ts';
import { uint32 } from '../../test/make-png.ts';
import { readFacts } from './read-facts.ts';
import { propertiesOf } from './xmp.ts';

const blank = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } }).jpeg();
const jpeg = await blank.clone().toBuffer();
const { exif } = await sharp(await blank.clone().withExif(cameraExif).toBuffer()).metadata();
const valid = {
  exif: exif ?? Buffer.alloc(0),
  xmp: Buffer.from(
    xmpOf(
      '<d:title><rdf:Alt><rdf:li xml:lang="x-default">A</rdf:li></rdf:Alt></d:title><d:subject><rdf:Bag><rdf:li>b</rdf:li></rdf:Bag></d:subject>',
      'photoshop:Credit="C"',
    ),
  ),
  iptc: iptcOf([
    [5, Buffer.from('title')],
    [25, Buffer.from('keyword')],
    [120, Buffer.from('description')],
  ]),
};

/** A few bytes changed, or the end cut off: what lengths, counts and offsets do then is the point. */
function damaged(bytes: Buffer): fc.Arbitrary<Buffer> {
  const change = fc.tuple(
    fc.nat(bytes.length - 1),
    fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255)),
  );
  return fc.tuple(fc.array(change, { maxLength: 8 }), fc.nat(bytes.length)).map(([changes, cut]) => {
    const copy = Buffer.from(bytes);
    for (const [at, value] of changes) copy[at] = value;
    return cut % 5 === 0 ? copy.subarray(0, cut) : copy;
  });
}

const noise = fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes));
const block = (bytes: Buffer) => fc.oneof({ weight: 5, arbitrary: damaged(bytes) }, noise);

/** Far below the 400 KB of a row in the catalog. */
const mostBytes = 64_000;

function isStorable(value: unknown): boolean {
  const isFine = (part: unknown): boolean =>
    typeof part === 'number'
      ? Number.isFinite(part)
      : typeof part === 'string'
        ? part !== '' && !/[^\P{Cc}\n]|[\p{Cs}\uFFFE\uFFFF]/u.test(part)
        : part === true || (typeof part === 'object' && part !== null && Object.values(part).every(isFine));
  return isFine(value) && Buffer.byteLength(JSON.stringify(value)) < mostBytes;
}

test('damaged blocks give facts that the catalog can hold, or none, and never an error', () => {
  fc.assert(
    fc.property(
      fc.record({ exif: block(valid.exif), xmp: block(valid.xmp), iptc: block(valid.iptc) }),
      damaged(withManifest(jpeg, manifestOf('trainedAlgorithmicMedia'), 40)),
      fc.constantFrom('jpeg', 'png', 'webp', 'avif', 'gif', 'tiff'),
      (blocks, file, format) => {
        expect(readFacts(file, { format, blocks }, { location: true })).toSatisfy(isStorable);
      },
    ),
    { numRuns: 1000 },
  );
});

test('damaged TIFFs, which are their own EXIF, neither', () => {
  fc.assert(
    fc.property(block(valid.exif.subarray(6)), (file) => {
      expect(readFacts(file, { format: 'tiff' }, { location: true })).toSatisfy(isStorable);
    }),
    { numRuns: 1000 },
  );
});

const megabyte = 1024 ** 2;
const long = 'x'.repeat(megabyte);
const item = (text: string) => `<rdf:li>${text}</rdf:li>`;

test.each([
  ['a text without end', xmpOf(`<d:title><rdf:Alt>${item(long)}</rdf:Alt></d:title>`)],
  ['a million items', xmpOf(`<d:subject><rdf:Bag>${item('x').repeat(60_000)}</rdf:Bag></d:subject>`)],
  ['elements within elements', xmpOf('<d:title>'.repeat(100_000))],
  ['elements with attributes alone', xmpOf('<d:a b="c"/>'.repeat(80_000))],
  [
    'one element with attributes alone',
    xmpOf('', Array.from({ length: 60_000 }, (_, n) => `a${n}="b"`).join(' ')),
  ],
  ['names of namespaces', xmpOf('', Array.from({ length: 50_000 }, (_, n) => `xmlns:a${n}="b"`).join(' '))],
  ['entities', xmpOf(`<d:title>${'&amp;'.repeat(200_000)}</d:title>`)],
  ['unknown entities', xmpOf(`<d:title>${'&foo;'.repeat(200_000)}</d:title>`)],
  ['an instruction without end', `<?xpacket ${long}`],
  ['a document type without end', `<!DOCTYPE ${'['.repeat(megabyte)}`],
  ['a comment without end', `<!--${'-'.repeat(megabyte)}`],
  ['an attribute without end', `<a b="${long}`],
  ['spaces', `${' '.repeat(megabyte)}<a`],
])('XMP that is %s is read in less than two seconds', (_, packet) => {
  const started = process.cpuUsage();
  const facts = readFacts(jpeg, { format: 'jpeg', blocks: { xmp: Buffer.from(packet) } }, { location: true });
  const { user, system } = process.cpuUsage(started);
  expect((user + system) / 1e6).toBeLessThan(2);
  expect(facts).toSatisfy(isStorable);
});

test('everything at its longest fits into the catalog', () => {
  const [line, text, word] = ['𝄞'.repeat(400), '𝄞'.repeat(3000), '𝄞'.repeat(60)];
  const words = Array.from({ length: 200 }, (_, n) => item(`${n}${word}`)).join('');
  const packet = xmpOf(
    `<d:title>${line}</d:title><d:description>${text}</d:description><d:rights>${line}</d:rights>
     <xmpRights:UsageTerms>${text}</xmpRights:UsageTerms><photoshop:Credit>${line}</photoshop:Credit>
     <d:creator><rdf:Seq>${item(line).repeat(20)}</rdf:Seq></d:creator><d:subject><rdf:Bag>${words}</rdf:Bag></d:subject>`,
  );
  const facts = readFacts(jpeg, { format: 'jpeg', blocks: { xmp: Buffer.from(packet) } }, { location: true });
  expect([facts.keywords?.length, facts.title?.length, facts.usageTerms?.length]).toEqual([100, 600, 4000]);
  expect(facts).toSatisfy(isStorable);
});

test('no entity that a packet declares is replaced', () => {
  const bomb = `<!DOCTYPE x [<!ENTITY a "${'x'.repeat(1000)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`;
  const packet = xmpOf('<d:title>&b;</d:title>', 'photoshop:Credit="Agency"');
  const properties = propertiesOf(bomb + packet.slice(packet.indexOf('<x:')));
  expect([...properties]).toEqual([['http://ns.adobe.com/photoshop/1.0/Credit', ['Agency']]]);
});

test('a PNG whose XMP unpacks to megabytes has none', () => {
  const data = Buffer.concat([
    Buffer.from('XML:com.adobe.xmp\0\0'),
    deflateSync(Buffer.alloc(50 * megabyte)),
  ]);
  const chunk = Buffer.concat([uint32(data.length), Buffer.from('zTXt'), data, uint32(0)]);
  const file = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk]);
  expect(readFacts(file, { format: 'png' }, { location: false })).toEqual({});
});

test('EXIF fields that count billions of values take no memory', () => {
  const fields = (count: number) => {
    const tiff = Buffer.from('MM\0*\0\0\0\x08', 'latin1');
    const entries = [271, 315, 700, 33432, 33434, 33723, 34665, 34853].map((tag, index) => {
      const entry = Buffer.alloc(12);
      entry.writeUInt16BE(tag, 0);
      entry.writeUInt16BE([2, 5, 7, 12][index % 4] ?? 2, 2);
      entry.writeUInt32BE(count, 4);
      entry.writeUInt32BE(8, 8);
      return entry;
    });
    return Buffer.concat([tiff, Buffer.from([0, entries.length]), ...entries]);
  };
  const before = process.memoryUsage.rss();
  for (const count of [0xffffffff, 0x10000000, 65_535]) {
    const file = fields(count);
    expect(readFacts(file, { format: 'tiff', blocks: { exif: file } }, { location: true })).toSatisfy(
      isStorable,
    );
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(100 * megabyte);
});
