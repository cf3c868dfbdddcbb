import { inspect, plan, render } from '@darkroom/imaging';
import { type Presets, parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { measure, measureInTurn } from './measure.ts';
import { renderFloor } from './render-floor.ts';
import { publish, table } from './report.ts';
import { samplePhoto } from './sample-photo.ts';

const photo = await samplePhoto('french-alpine-landscape');
const large = sharp(photo).resize(6000, 4000, { fit: 'cover' });
const originals = {
  'JPEG, 6000 × 4000': await large.clone().jpeg({ quality: 92 }).toBuffer(),
  'WebP, 6000 × 4000': await large.clone().webp({ quality: 92, effort: 2 }).toBuffer(),
  'PNG, 6000 × 4000': await large.clone().png().toBuffer(),
  'JPEG, 1500 × 1000': await large.clone().resize(1500).jpeg({ quality: 92 }).toBuffer(),
};

const sizes = {
  thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention' },
  small: { width: 640 },
  medium: { width: 1280 },
} as const;

const widths = [320, 480, 640, 960, 1280, 1600, 2048, 2560];
const { presets: four, limits } = parseConfig({
  presets: {
    ...sizes,
    large: { width: 2048, format: 'jpeg', quality: 82 },
  },
});
const { presets: eight } = parseConfig({
  presets: Object.fromEntries(widths.map((width) => [`w${width}`, { width, format: 'jpeg' }])),
});

async function oneDecode(bytes: Uint8Array, presets: Presets): Promise<void> {
  const metadata = await inspect(bytes, limits);
  await render(bytes, metadata, plan(metadata, presets));
}

async function onePipelineEach(bytes: Uint8Array, presets: Presets): Promise<void> {
  await Promise.all(
    Object.values(presets).map(({ width, height, fit, focus, formats, quality: wanted }) => {
      const quality = typeof wanted === 'number' ? wanted : 80;
      const resized = sharp(bytes)
        .autoOrient()
        .resize({
          ...(width && { width }),
          ...(height && { height }),
          ...(focus === 'attention' && { position: focus }),
          fit,
          withoutEnlargement: true,
        });
      const encoded = formats.includes('jpeg')
        ? resized.jpeg({ quality })
        : resized.webp({ quality, effort: 2 });
      return encoded.toBuffer();
    }),
  );
}

const rows: string[][] = [];
for (const [name, bytes] of Object.entries(originals)) {
  for (const [set, presets] of Object.entries({
    'three WebP, one JPEG': four,
    'eight JPEG widths': eight,
  })) {
    const each = await measure(() => onePipelineEach(bytes, presets));
    const once = await measure(() => oneDecode(bytes, presets));
    const columns = [each.cpu, once.cpu, each.wall, once.wall].map((ms) => ms.toFixed(0));
    rows.push([
      name,
      set,
      ...columns.slice(0, 2),
      `${(each.cpu / once.cpu).toFixed(1)} ×`,
      ...columns.slice(2),
    ]);
  }
}

/** As they were before a preset had several formats, and as darkroom.config.ts has them. */
const defaults = {
  'WebP; large as JPEG': four,
  'AVIF and WebP; large as JPEG too': parseConfig({
    presets: {
      ...Object.fromEntries(
        Object.entries(sizes).map(([name, size]) => [name, { ...size, formats: ['avif', 'webp'] }]),
      ),
      large: { width: 2048, formats: ['avif', 'webp', 'jpeg'] },
    },
  }).presets,
};
const defaultRows: string[][] = [];
for (const [name, presets] of Object.entries(defaults)) {
  const bytes = originals['JPEG, 6000 × 4000'];
  const metadata = await inspect(bytes, limits);
  const plans = plan(metadata, presets);
  const { variants } = await render(bytes, metadata, plans);
  const [ours, floor] = await measureInTurn([
    () => oneDecode(bytes, presets),
    () => renderFloor(bytes, plans),
  ]);
  const kilobytes = (preset: string, format: string) => {
    const variant = variants.find((each) => each.preset === preset && each.format === format);
    return variant ? (variant.bytes.byteLength / 1024).toFixed(0) : '–';
  };
  defaultRows.push([
    name,
    ours.cpu.toFixed(0),
    floor.cpu.toFixed(0),
    `${(ours.cpu / floor.cpu).toFixed(2)} ×`,
    `${variants.length}`,
    ...['small', 'medium', 'large'].map(
      (preset) =>
        `${kilobytes(preset, 'avif')} / ${kilobytes(preset, 'webp')} / ${kilobytes(preset, 'jpeg')}`,
    ),
  ]);
}

const screen = await sharp(photo)
  .resize(1280, 853, { fit: 'cover' })
  .raw()
  .toBuffer({ resolveWithObject: true });
const pixels = () =>
  sharp(screen.data, { raw: { width: 1280, height: 853, channels: screen.info.channels } });
const encoders = {
  'JPEG quality 80': () => pixels().jpeg({ quality: 80 }),
  'JPEG quality 80, mozjpeg': () => pixels().jpeg({ quality: 80, mozjpeg: true }),
  'WebP quality 80, effort 2': () => pixels().webp({ quality: 80, effort: 2 }),
  'WebP quality 80, effort 4': () => pixels().webp({ quality: 80, effort: 4 }),
};
const encoderRows: string[][] = [];
for (const [name, encoder] of Object.entries(encoders)) {
  const { byteLength } = await encoder().toBuffer();
  encoderRows.push([
    name,
    (await measure(() => encoder().toBuffer(), 5)).cpu.toFixed(0),
    `${(byteLength / 1024).toFixed(0)}`,
  ]);
}

await publish(
  'imaging',
  `## Imaging

\`render\` decodes once and makes every variant, and the placeholder, from those pixels. It is compared with one sharp
pipeline per preset, all running at the same time, with the same encoder settings. The figures are medians of seven runs
in milliseconds, on a real photograph that was enlarged. In a function, CPU time is what counts: its default memory
gives it one vCPU. The gain is the cost of the repeated decoding. It grows with the number of variants, and it is small
for JPEG, because sharp decodes a JPEG at a half or a quarter of its size for small variants.

${table(['original', 'variants', 'pipeline each, CPU', 'one decode, CPU', 'ratio', 'pipeline each, wall', 'one decode, wall'], rows)}

The default presets of a JPEG of 24 MP: what AVIF beside WebP costs in CPU time (ms) at upload, and what a page then loads (KB as AVIF / WebP / JPEG). The floor is one decode,
each size scaled once, and the same encoders, without a placeholder and a search for the best cut:

${table(['default presets', 'CPU', 'floor', 'ratio', 'files', '`small`', '`medium`', '`large`'], defaultRows)}

The encoders on 1280 × 853 pixels of the same photograph. They show why JPEG is encoded without mozjpeg and WebP with effort 2. For AVIF see [formats](#formats):

${table(['encoder', 'CPU ms', 'KB'], encoderRows)}`,
);
