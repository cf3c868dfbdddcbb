// How long photos take from their upload to the last variant, one alone and many at once, beside a loop of the same renders.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { EmbeddedStack } from '@darkroom/cli/start/embedded-stack';
import { session } from '@darkroom/localstack-client';
import sharp from 'sharp';
import { z } from 'zod';
import { startNewStack } from './new-stack.ts';
import { cpuOfProcessTree } from './process-tree.ts';
import { startRenderLoop, type Work } from './render-loop.ts';
import { publish, table } from './report.ts';
import { samplePhoto } from './sample-photo.ts';
import { loadAverage } from './timings.ts';

const lookMs = 1000;
const patienceMs = 300_000;

const photo = await sharp(await samplePhoto('nagasaki-boats'))
  .resize(2725, 2225, { fit: 'cover' })
  .jpeg({ quality: 92 })
  .toBuffer();

/** The photo with a comment, so that no two are duplicates. */
function photoNumber(n: number): Buffer {
  const comment = Buffer.from(`\xff\xfe\0\x0a${String(n).padStart(8, '0')}`, 'latin1');
  return Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
}

const pageSchema = z.object({
  images: z.array(z.object({ key: z.string(), updatedAt: z.iso.datetime() })),
  cursor: z.string().optional(),
});

/** When each of the images became ready, by key. */
async function readyAt({ apiUrl }: EmbeddedStack): Promise<Map<string, number>> {
  const response = await fetch(`${apiUrl}/images?status=ready&fields=key,updatedAt&limit=100`);
  if (!response.ok) return new Map(); // the burst has all of the concurrency
  const { images, cursor } = pageSchema.parse(await response.json());
  if (cursor !== undefined) throw new Error('There are more images than a page has.');
  return new Map(images.map(({ key, updatedAt }) => [key, Date.parse(updatedAt)]));
}

interface Burst extends Work {
  readonly lost: number;
}

/** From the first upload until all photos are ready. */
async function burst(stack: EmbeddedStack, name: string, photos: number): Promise<Burst> {
  const { endpoint, region, originalsBucket } = stack;
  const s3 = session({ endpoint, region }).client(S3Client);
  const files = Array.from({ length: photos }, (_, n) => ({ Key: `${name}/${n}.jpg`, Body: photoNumber(n) }));
  await readyAt(stack); // the API's function has started before the clock does
  const cpuBefore = await cpuOfProcessTree();
  const startedAt = Date.now();
  await Promise.all(files.map((file) => s3.send(new PutObjectCommand({ Bucket: originalsBucket, ...file }))));
  for (;;) {
    await setTimeout(lookMs);
    const ready = await readyAt(stack);
    const times = files.flatMap(({ Key }) => ready.get(Key) ?? []);
    const lost = photos - times.length;
    if (lost === 0 || Date.now() - startedAt > patienceMs) {
      const wall = (Math.max(...times) - startedAt) / 1000;
      return { wall, cpu: (await cpuOfProcessTree()) - cpuBefore, lost };
    }
  }
}

async function onNewStack<Result>(run: (stack: EmbeddedStack) => Promise<Result>): Promise<Result> {
  const stack = await startNewStack();
  try {
    return await run(stack);
  } finally {
    await stack.close();
  }
}

const loadBefore = loadAverage();
const folder = await mkdtemp(join(tmpdir(), 'darkroom-bursts-'));
try {
  const [cold, warm] = await onNewStack(async (stack) => [
    await burst(stack, 'cold', 1),
    await burst(stack, 'warm', 1),
  ]);
  const ten = await onNewStack((stack) => burst(stack, 'ten', 10));
  const hundred = await onNewStack((stack) => burst(stack, 'hundred', 100));
  const file = join(folder, 'photo.jpg');
  await writeFile(file, photoNumber(0));
  const loop = await startRenderLoop(file);
  const one = await loop.run(1);
  const rows = [
    rowOf('1, cold', cold, one),
    rowOf('1, warm', warm, one),
    rowOf('10 at once', ten, await loop.run(10)),
    rowOf('100 at once', hundred, await loop.run(100)),
  ];
  loop.close();
  await publish(
    'bursts',
    `## Bursts

Seconds from the first upload until all photos are ready, on a stack that has just been deployed, as \`pnpm start\` runs it.
Each photo is a JPEG of 2725 × 2225 pixels. Beside it a plain loop of the same renders, in warm processes on all ${cpus().length}
processors, without a cloud. CPU seconds are of all processes: the client, the embedded cloud, and the functions with
their cold starts. A burst waits by one list request a second. The machine's load average was ${loadBefore} before and ${loadAverage()}
after the run: above the number of processors, seconds are those of a busy machine, and CPU tells more.

${table(['photos', 'ready after', 'the loop', 'ratio', 'CPU', 'CPU of the loop', 'ratio', 'lost'], rows)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

function rowOf(name: string, ours: Burst, loop: Work): string[] {
  const seconds = (value: number) => value.toFixed(2);
  const compared = (a: number, b: number) => [seconds(a), seconds(b), `${(a / b).toFixed(1)} ×`];
  return [name, ...compared(ours.wall, loop.wall), ...compared(ours.cpu, loop.cpu), String(ours.lost)];
}
