// What each encoder needs, in bytes and processor time, for pictures that look the same.
import { readFile } from 'node:fs/promises';
import { samplePhotos } from '@darkroom/cli/start/photos';
import sharp, { type Sharp } from 'sharp';
import { drawPoints, type Point } from './chart.ts';
import { drawing, screenshot } from './drawn.ts';
import { measure } from './measure.ts';
import { publish, table } from './report.ts';

sharp.concurrency(1); // as in the functions
sharp.cache(false);

const drawn = { 'a drawing': await drawing(), 'a screenshot': await screenshot() };
// After what is drawn: imaging takes no SVG.
const { lightOf, scoreOf } = await import('@darkroom/imaging');
const { lightIn } = await import('./light-in.ts');
const photos = await Promise.all(samplePhotos().map(({ file }) => readFile(file)));
const wanted = 80; // the score of the default qualities of JPEG and WebP

interface Series {
  readonly name: string;
  readonly qualities: readonly number[];
  /** The quality that presets have by default, where this is their encoder. */
  readonly byDefault?: number;
  readonly encode: (image: Sharp, quality: number) => Sharp;
}

const usual = [30, 42, 55, 65, 72, 80, 88, 94];
const ofAvif = [40, 50, 60, 68, 76, 86];
const series: readonly Series[] = [
  { name: 'JPEG', qualities: usual, byDefault: 80, encode: (image, quality) => image.jpeg({ quality }) },
  {
    name: 'JPEG, mozjpeg',
    qualities: usual,
    encode: (image, quality) => image.jpeg({ quality, mozjpeg: true }),
  },
  ...[2, 4, 6].map((effort) => ({
    name: `WebP, effort ${effort}`,
    qualities: usual,
    ...(effort === 2 && { byDefault: 80 }),
    encode: (image: Sharp, quality: number) => image.webp({ quality, effort }),
  })),
  ...[0, 2, 4].map((effort) => ({
    name: `AVIF, effort ${effort}`,
    qualities: ofAvif,
    ...(effort === 0 && { byDefault: 60 }),
    encode: (image: Sharp, quality: number) => image.avif({ quality, effort, chromaSubsampling: '4:2:0' }),
  })),
];

interface File {
  readonly quality: number;
  readonly kilobytes: number;
  readonly score: number;
  readonly cpu: number;
}

/** Means of several pictures. */
async function filesOf({ qualities, encode }: Series, pictures: readonly Buffer[]): Promise<File[]> {
  const means: File[] = [];
  for (const quality of qualities) {
    const files: File[] = [];
    for (const picture of pictures) files.push(await fileOf(picture, quality, encode));
    const mean = (of: (file: File) => number) =>
      files.reduce((sum, file) => sum + of(file), 0) / files.length;
    means.push({
      quality,
      kilobytes: mean(({ kilobytes }) => kilobytes),
      score: mean(({ score }) => score),
      cpu: mean(({ cpu }) => cpu),
    });
  }
  return means;
}

async function fileOf(picture: Buffer, quality: number, encode: Series['encode']): Promise<File> {
  const pixels = sharp(picture).resize(800).removeAlpha().toColourspace('srgb').raw();
  const { data, info } = await pixels.toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const raw = () => sharp(data, { raw: { width, height, channels: 3 } });
  const file = await encode(raw(), quality).toBuffer();
  const { cpu } = await measure(() => encode(raw(), quality).toBuffer(), 1);
  const exact = lightOf({ data, width, height, channels: 3 });
  return {
    quality,
    kilobytes: file.byteLength / 1024,
    score: scoreOf(exact, await lightIn(sharp(file))),
    cpu,
  };
}

/** Between the two files whose scores are around the wanted one; undefined if none is that good, or that bad. */
function at(score: number, files: readonly File[], of: (file: File) => number): number | undefined {
  for (const [index, above] of files.entries()) {
    const below = files[index - 1];
    if (!below || below.score > score || above.score < score) continue;
    const share = (score - below.score) / (above.score - below.score);
    return of(below) + share * (of(above) - of(below));
  }
  return undefined;
}

function rowsOf(measured: readonly { readonly name: string; readonly files: readonly File[] }[]) {
  const webp = measured.find(({ name }) => name === 'WebP, effort 2')?.files ?? [];
  const [bytes, cpu] = [(file: File) => file.kilobytes, (file: File) => file.cpu];
  return measured.map(({ name, files }) => {
    const [own, other] = [at(wanted, files, bytes), at(wanted, webp, bytes)];
    const [time, otherTime] = [at(wanted, files, cpu), at(wanted, webp, cpu)];
    if (own === undefined || time === undefined) return [name, '–', '–', '–', '–', '–'];
    const change = other === undefined ? '–' : `${(100 * (own / other - 1)).toFixed(0)} %`;
    const times = otherTime === undefined ? '–' : `${(time / otherTime).toFixed(1)} ×`;
    const quality = at(wanted, files, (file) => file.quality)?.toFixed(0) ?? '–';
    return [name, quality, own.toFixed(1), change, time.toFixed(0), times];
  });
}

const head = ['', 'quality', 'KB', 'bytes to WebP', 'CPU ms', 'CPU to WebP'];
const tables: string[] = [];
for (const [name, pictures] of Object.entries({ 'six photographs': photos, ...drawn })) {
  const measured = [];
  for (const each of series) {
    console.error(`${name}: ${each.name}`);
    measured.push({ ...each, files: await filesOf(each, [pictures].flat()) });
  }
  if (name === 'six photographs') await drawFront(measured);
  tables.push(`Of ${name}:\n\n${table(head, rowsOf(measured))}`);
}

async function drawFront(measured: readonly (Series & { readonly files: readonly File[] })[]): Promise<void> {
  const points: Point[] = measured.flatMap(({ name, byDefault, files }) =>
    files.map(({ quality, kilobytes, score }) => ({
      series: name,
      name: quality === byDefault ? 'default' : '',
      x: kilobytes,
      y: score,
    })),
  );
  await drawPoints('encoders', { x: 'KB of the file', y: 'score' }, points);
}

await publish(
  'encoders',
  `## Encoders

Which quality each encoder needs for a file of the score ${wanted} ([what that is](photos.md#quality-by-eye)), what the file then
weighs, and what it costs: 800 pixels of width, one thread, means, read off between the measured qualities
(30 to 94, AVIF 40 to 86); – where all of them look better. The chart shows
all of them, of the photographs; up and left is better, and the defaults are named.

![Bytes and scores of the encoders](charts/encoders.svg)

${tables.join('\n\n')}`,
);
