// What making and showing pictures costs at AWS's list prices, by the memory that the function gets.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { prices } from '@darkroom/cli/cost/prices';
import sharp from 'sharp';
import { z } from 'zod';
import { catalogUnits } from './catalog-units.ts';
import { cpuOfMemory } from './limited-cpu.ts';
import { publish, table } from './report.ts';
import { samplePhoto } from './sample-photo.ts';

const memories = [512, 1024, 1769, 2048, 3008];
const photo = await samplePhoto('french-alpine-landscape');
const jpeg = (width: number, height: number) =>
  sharp(photo).resize(width, height, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer();
const originals = { '12 MP': await jpeg(4000, 3000), '24 MP': await jpeg(6000, 4000) };

const folder = await mkdtemp(join(tmpdir(), 'darkroom-dollars-'));
const runSchema = z.object({ wall: z.number(), memory: z.number(), files: z.number(), bytes: z.number() });
const program = fileURLToPath(new URL('render-once.js', import.meta.url));

/** Makes all variants with the CPU that Lambda gives a function of that memory. */
async function run(name: string, memoryMb: number) {
  const group = await cpuOfMemory(memoryMb);
  const command = `${group.join} && exec '${process.execPath}' '${program}' '${join(folder, name)}'`;
  try {
    return runSchema.parse(JSON.parse((await promisify(execFile)('sh', ['-c', command])).stdout));
  } finally {
    await group.remove();
  }
}

const { lambda, s3, dynamodb, cloudFront } = prices;
const gbSeconds = (ms: number, memoryMb: number) => (memoryMb / 1024) * (ms / 1000);
const money = (dollars: number) => `$${dollars.toFixed(dollars < 1 ? 3 : 2)}`;

const rows: string[][] = [];
let files = 0;
let bytesOut = 0;
for (const [name, bytes] of Object.entries(originals)) {
  await writeFile(join(folder, name), bytes);
  for (const memoryMb of memories) {
    const { wall, memory, ...made } = await run(name, memoryMb);
    ({ files, bytes: bytesOut } = made);
    const thousand = (gbSecond: number) => money(1000 * gbSeconds(wall, memoryMb) * gbSecond);
    const { arm64, x86_64 } = lambda.gbSecond;
    rows.push([
      name,
      String(memoryMb),
      wall.toFixed(0),
      memory.toFixed(0),
      thousand(arm64),
      thousand(x86_64),
    ]);
  }
}
await rm(folder, { recursive: true });

const units = await catalogUnits(files);
const requests = 1000 * ((1 + files) * s3.write + s3.read);
const catalog = 1000 * (units.write * dynamodb.writeUnit + units.read * dynamodb.readUnit);
const gigabyte = 1024 ** 3;
const averageBytes = bytesOut / files;
const views = 1e6 * (cloudFront.request + cloudFront.viewerFunction);
const transfer = ((1e6 * averageBytes) / gigabyte) * cloudFront.gb;
const credits = (1e6 * averageBytes) / gigabyte + files + (1000 * bytesOut) / gigabyte;

await publish(
  'dollars',
  `## Dollars

What 1,000 photos cost with the default presets (${files} files each), at the list prices of ${prices.asOf} in ${prices.region}, without free tiers. Each process had the CPU that Lambda gives that memory. Times are medians of three warm runs on this machine's processors; AWS's may be faster or slower. The price of arm64 is for the same time.

${table(['JPEG', 'memory, MB', 'ms', 'used, MB', 'arm64', 'x86_64'], rows)}

| besides, for each 1,000 photos | |
| --- | --- |
| S3: ${files + 1} writes and a read each | ${money(requests)} |
| DynamoDB: ${units.write} write units and ${units.read} read units each | ${money(catalog)} |
| Lambda: requests | ${money(3 * 1000 * lambda.request)} |

A million views of these variants, ${(averageBytes / 1024).toFixed(0)} KB each, cost ${money(views + transfer)} by CloudFront: ${money(views)} for requests and ${money(transfer)} for ${((1e6 * averageBytes) / gigabyte).toFixed(0)} GB. Cloudinary counts ${credits.toFixed(0)} of its credits for the same month (one for each 1,000 transformations, each GB stored and each GB delivered); its plan Plus has 225 for $99.`,
);
