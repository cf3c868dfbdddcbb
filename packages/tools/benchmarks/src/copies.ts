// What it costs to copy the variants of an image that has the same bytes, beside rendering them.
import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { CopyObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { inspect, plan, render } from '@darkroom/imaging';
import { session } from '@darkroom/localstack-client';
import config from '@darkroom/pipeline-config/config.json' with { type: 'json' };
import sharp from 'sharp';
import { measureInTurn } from './measure.ts';
import { startNewStack } from './new-stack.ts';
import { publish, table } from './report.ts';
import { samplePhoto } from './sample-photo.ts';
import { loadAverage } from './timings.ts';

const photo = await samplePhoto('french-alpine-landscape');
const original = await sharp(photo).resize(6000, 4000, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer();

const { presets, limits } = config;
const stack = await startNewStack();
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
