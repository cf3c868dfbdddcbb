// Shows what becomes of the photos that people have: made here, and those whose files are named.
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { samplePhotos } from '@darkroom/cli/start/photos';
import sharp from 'sharp';
import { screenshot } from './drawn.ts';
import { publish, table } from './report.ts';

/** Before imaging is loaded, which has libvips refuse SVG. */
const screen = await screenshot();

const { inspect, plan, readFacts, render, rightsOf } = await import('@darkroom/imaging');
const { parseConfig } = await import('@darkroom/pipeline-config');

const [, flowers, , landscape] = await Promise.all(samplePhotos().map(({ file }) => readFile(file)));
const scan = await sharp(flowers)
  .resize(1600)
  .toColourspace('cmyk')
  .withIccProfile('cmyk')
  .withExif({ IFD0: { Copyright: 'Jane Doe', Software: 'Scanner' } })
  .jpeg({ quality: 92 })
  .toBuffer();
const generated = await sharp(landscape)
  .withXmp(
    `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:dc="http://purl.org/dc/elements/1.1/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">a prompt</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>`,
  )
  .png()
  .toBuffer();

const named = await Promise.all(
  process.argv.slice(2).map(async (file) => [basename(file), await readFile(file)] as const),
);
const originals = [
  ['a screenshot', screen],
  ['a scan in CMYK', scan],
  ['a picture that an AI made', generated],
  ...named,
] as const;

const { presets, limits } = parseConfig({
  presets: { large: { width: 1280, formats: ['avif', 'webp', 'jpeg'] } },
});

const kilobytes = (bytes: Uint8Array) => `${(bytes.byteLength / 1024).toFixed(0)} KB`;
const hasGainMap = (bytes: Uint8Array) =>
  Buffer.from(bytes).includes('hdrgm:Version') || Buffer.from(bytes).includes('urn:iso:std:iso:ts:21496');
const list = (names: readonly string[]) => (names.length > 0 ? names.join(', ') : '–');

async function rowOf(name: string, bytes: Buffer): Promise<string[]> {
  const metadata = await inspect(bytes, limits);
  const facts = readFacts(bytes, metadata, { location: false });
  const rights = rightsOf(facts, undefined);
  const { variants } = await render(bytes, metadata, plan(metadata, presets), {
    rights,
    gamut: 'p3',
    hdr: 'keep',
  });
  const jpeg = variants.find(({ format }) => format === 'jpeg');
  const header = await sharp(jpeg?.bytes).metadata();
  return [
    name,
    `${metadata.format.toUpperCase()}, ${metadata.width} × ${metadata.height}, ${metadata.colourSpace}${hasGainMap(bytes) ? ', gain map' : ''}, ${kilobytes(bytes)}`,
    variants.map((variant) => kilobytes(variant.bytes)).join(' / '),
    `${header.hasProfile ? 'Display P3' : 'sRGB'}${jpeg && hasGainMap(jpeg.bytes) ? ', gain map in the JPEG' : ''}`,
    list(Object.keys(facts)),
    list(Object.keys(rights)),
  ];
}

const rows: string[][] = [];
for (const [name, bytes] of originals) rows.push(await rowOf(name, bytes));

await publish(
  'photos',
  `## Photos

What becomes of photos, with a preset of 1280 pixels of width, \`hdr: 'keep'\` and \`colour: 'p3'\`. The first three files are made by
the benchmark; the others are those that it is given (\`pnpm bench photos FILE…\`). The \`display-p3\` files are the sample
photograph of flowers, enlarged, with a phone's EXIF, as heif-enc and cjxl write it.

${table(['', 'the original', 'AVIF / WebP / JPEG', 'colours', 'facts in the catalog', 'kept in each picture'], rows)}`,
);
