// How long photos take from their upload to the last variant, one alone and many at once, beside a loop of the same renders.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { EmbeddedStack } from '@darkroom/cli/start/embedded-stack';
import { session } from '@darkroom/localstack-client';
import pLimit from 'p-limit';
import sharp from 'sharp';
import { z } from 'zod';
import { startNewStack } from './new-stack.ts';
import { cpuOfProcessTree } from './process-tree.ts';
import { startRenderLoop, type Work } from './render-loop.ts';
import { publish, table } from './report.ts';
import { samplePhoto } from './sample-photo.ts';
import { loadAverage } from './timings.ts';

const uploadsAtOnce = 100;
const lookMs = 1000;
const patienceMs = 3_600_000;

const photo = await sharp(await samplePhoto('nagasaki-boats'))
  .resize(2725, 2225, { fit: 'cover' })
  .jpeg({ quality: 92 })
  .toBuffer();

/** The photo with a comment, so that no two are duplicates. */
function photoNumber(n: number): Buffer {
  const comment = Buffer.from(`\xff\xfe\0\x0a${String(n).padStart(8, '0')}`, 'latin1');
  return Buffer.concat([photo.subarray(0, 2), comment, photo.subarray(2)]);
}

const statisticsSchema = z.object({ byStatus: z.object({ ready: z.number() }) });
const pageSchema = z.object({
  images: z.array(z.object({ key: z.string(), updatedAt: z.iso.datetime() })),
  cursor: z.string().optional(),
});

/** How many images are ready; undefined while the burst has all of the concurrency. */
async function countReady({ apiUrl }: EmbeddedStack): Promise<number | undefined> {
  const response = await fetch(`${apiUrl}/stats`);
  return response.ok ? statisticsSchema.parse(await response.json()).byStatus.ready : undefined;
}

/** When each of the images of a burst became ready. */
async function readyAt({ apiUrl }: EmbeddedStack, name: string): Promise<number[]> {
  const times: number[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ status: 'ready', fields: 'key,updatedAt', limit: '100' });
    if (cursor !== undefined) query.set('cursor', cursor);
    const response = await fetch(`${apiUrl}/images?${query}`);
    const page = pageSchema.parse(await response.json());
    const own = page.images.filter(({ key }) => key.startsWith(`${name}/`));
    times.push(...own.map(({ updatedAt }) => Date.parse(updatedAt)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return times;
}

interface Burst extends Work {
  readonly lost: number;
  /** Seconds from the first upload, of each photo, the shortest first. */
  readonly waits: readonly number[];
  /** The embedded cloud, which shares this process with the client, at its largest. */
  readonly memoryMb: number;
}

/** From the first upload until all photos are ready. */
async function burst(stack: EmbeddedStack, name: string, photos: number): Promise<Burst> {
  const { endpoint, region, originalsBucket } = stack;
  const s3 = session({ endpoint, region }).client(S3Client);
  const before = (await countReady(stack)) ?? 0; // the API's function has started before the clock does
  const cpuBefore = await cpuOfProcessTree();
  const startedAt = Date.now();
  let memory = 0;
  const limit = pLimit(uploadsAtOnce);
  const uploads = Promise.all(
    Array.from({ length: photos }, (_, n) => {
      const Key = `${name}/${n}.jpg`;
      return limit(() =>
        s3.send(new PutObjectCommand({ Bucket: originalsBucket, Key, Body: photoNumber(n) })),
      );
    }),
  );
  for (;;) {
    await setTimeout(lookMs);
    memory = Math.max(memory, process.memoryUsage.rss());
    const ready = ((await countReady(stack)) ?? 0) - before;
    if (ready === photos || Date.now() - startedAt > patienceMs) break;
  }
  await uploads;
  const waits = (await readyAt(stack, name)).map((at) => (at - startedAt) / 1000).sort((a, b) => a - b);
  return {
    wall: waits.at(-1) ?? Number.NaN,
    cpu: (await cpuOfProcessTree()) - cpuBefore,
    lost: photos - waits.length,
    waits,
    memoryMb: memory / 1024 ** 2,
  };
}

async function onNewStack<Result>(run: (stack: EmbeddedStack) => Promise<Result>): Promise<Result> {
  const stack = await startNewStack();
  try {
    return await run(stack);
  } finally {
    await stack.close();
  }
}

const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10, 100];
const loadBefore = loadAverage();
const folder = await mkdtemp(join(tmpdir(), 'darkroom-bursts-'));
try {
  const [cold, warm] = await onNewStack(async (stack) => [
    await burst(stack, 'cold', 1),
    await burst(stack, 'warm', 1),
  ]);
  const many = new Map<number, Burst>();
  for (const size of sizes) many.set(size, await onNewStack((stack) => burst(stack, `of-${size}`, size)));
  const file = join(folder, 'photo.jpg');
  await writeFile(file, photoNumber(0));
  const loop = await startRenderLoop(file);
  const one = await loop.run(1);
  const rows = [rowOf('1, cold', cold, one), rowOf('1, warm', warm, one)];
  for (const [size, measured] of many) rows.push(rowOf(`${size} at once`, measured, await loop.run(size)));
  loop.close();
  await publish(
    'bursts',
    `## Bursts

Seconds from the first upload until all photos are ready, on a stack that has just been deployed, as \`pnpm start\` runs it.
Each photo is a JPEG of 2725 × 2225 pixels. Beside it a plain loop of the same renders, in warm processes on all ${cpus().length}
processors, without a cloud. p50 to p99 say when so many of the photos were ready. CPU seconds are of all processes: the
client, the embedded cloud, and the functions with their cold starts; the memory is that of the client and the cloud, which
share a process. A burst waits by one request a second. The machine's load average was ${loadBefore} before and ${loadAverage()} after
the run: above the number of processors, seconds are those of a busy machine, and CPU tells more.

${table(['photos', 'ready after', 'p50', 'p95', 'p99', 'the loop', 'ratio', 'CPU', 'CPU of the loop', 'ratio', 'MB', 'lost'], rows)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

function rowOf(name: string, { wall, cpu, waits, memoryMb, lost }: Burst, loop: Work): string[] {
  const seconds = (value: number) => value.toFixed(2);
  const at = (share: number) => seconds(waits[Math.ceil(share * waits.length) - 1] ?? Number.NaN);
  const compared = (a: number, b: number) => [seconds(b), `${(a / b).toFixed(1)} ×`];
  return [
    name,
    seconds(wall),
    ...[0.5, 0.95, 0.99].map(at),
    ...compared(wall, loop.wall),
    seconds(cpu),
    ...compared(cpu, loop.cpu),
    memoryMb.toFixed(0),
    String(lost),
  ];
}
