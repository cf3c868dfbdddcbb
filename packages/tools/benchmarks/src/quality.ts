// Compares files of a target with files of fixed qualities: bytes, scores, and the processor time of the search.
import { readFile } from 'node:fs/promises';
import { samplePhotos } from '@darkroom/cli/start/photos';
import { inspect, plan, type RenderedVariant, render, scoreOf } from '@darkroom/imaging';
import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { lightIn } from './light-in.ts';
import { measure } from './measure.ts';
import { publish, table } from './report.ts';

const target = 80;
const width = 800;
const photos = await Promise.all(samplePhotos().map(({ file }) => readFile(file)));
/** The defaults. */
const formats = { jpeg: 80, webp: 80, avif: 60 } as const;
type Format = keyof typeof formats | 'png';
type Quality = number | { readonly target: number };

async function pictureOf(photo: Buffer, format: Format, quality?: Quality): Promise<RenderedVariant> {
  const config = { presets: { only: { width, format, ...(quality !== undefined && { quality }) } } };
  const { presets, limits } = parseConfig(config);
  const metadata = await inspect(photo, limits);
  const { variants } = await render(photo, metadata, plan(metadata, presets));
  if (!variants[0]) throw new Error('There is no picture.');
  return variants[0];
}

const exact = await Promise.all(
  photos.map(async (photo) => lightIn(sharp((await pictureOf(photo, 'png')).bytes))),
);

async function scored(index: number, format: Format, quality: Quality) {
  const variant = await pictureOf(photos[index] ?? Buffer.alloc(0), format, quality);
  const original = exact[index];
  if (!original) throw new Error('There is no original.');
  return { ...variant, score: scoreOf(original, await lightIn(sharp(variant.bytes))) };
}

async function rowOf(format: keyof typeof formats, quality: Quality) {
  const files = [];
  for (const index of photos.keys()) files.push(await scored(index, format, quality));
  const { cpu } = await measure(async () => {
    for (const photo of photos) await pictureOf(photo, format, quality);
  }, 3);
  const scores = files.map(({ score }) => score);
  const found = files.flatMap((file) => (file.quality ? [file.quality.value] : []));
  const kilobytes = files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) / files.length / 1024;
  return {
    found,
    kilobytes,
    least: Math.min(...scores),
    most: Math.max(...scores),
    cpu: cpu / photos.length,
  };
}

const rows: string[][] = [];
for (const format of ['jpeg', 'webp', 'avif'] as const) {
  const sought = await rowOf(format, { target });
  const safe = await rowOf(format, Math.max(...sought.found));
  const byDefault = await rowOf(format, formats[format]);
  const line = (name: string, quality: string, row: typeof sought) => [
    `${format.toUpperCase().replace('WEBP', 'WebP')}, ${name}`,
    quality,
    row.kilobytes.toFixed(1),
    `${(100 * (row.kilobytes / safe.kilobytes - 1)).toFixed(0)} %`,
    `${row.least.toFixed(0)} to ${row.most.toFixed(0)}`,
    row.cpu.toFixed(0),
  ];
  rows.push(
    line('by default', `${formats[format]}`, byDefault),
    line('fixed, for the photo that needs most', `${Math.max(...sought.found)}`, safe),
    line(`target ${target}`, `${Math.min(...sought.found)} to ${Math.max(...sought.found)}`, sought),
  );
}

await publish(
  'quality',
  `## Quality by eye

The six sample photographs at ${width} pixels of width; means of all six. A preset with \`quality: { target: ${target} }\` beside fixed
qualities: the default, and the lowest at which no photo looks worse than the target. [Scores](photos.md#quality-by-eye) are of the
decoded files. CPU time is of the whole render of one picture, decoding included.

${table(['', 'quality', 'KB', 'bytes to the fixed one for all', 'scores', 'CPU ms'], rows)}

Against a fixed quality that is good enough for each photo, a target saves 6 % (WebP) to 21 % (JPEG) of the bytes. Against the
defaults it takes bytes from photos that look better than the target, and gives them to those that look worse. It takes 2 to
2.7 times the processor time of the render.`,
);
