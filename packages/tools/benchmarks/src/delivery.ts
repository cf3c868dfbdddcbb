// Compares what a picture costs at its address with the least that sending or making it can cost.
import { stat } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import { inspect, renderRecipe, transformRecipe } from '@darkroom/imaging';
import { parseConfig } from '@darkroom/pipeline-config';
import sharp from 'sharp';
import { startDeliveryStack } from './delivery-stack.ts';
import { measureInTurn, type Times } from './measure.ts';
import { ipxVersion, startFileServer, startIpx } from './other-servers.ts';
import { publish, table } from './report.ts';
import { samplePhoto } from './sample-photo.ts';
import { fetchPicture, loadAverage, rate } from './timings.ts';

const rounds = 9;
const atOnce = 2;
const transforms = 60;

const photo = await samplePhoto('french-alpine-landscape');
const original = await sharp(photo).resize(6000, 4000, { fit: 'cover' }).jpeg({ quality: 92 }).toBuffer();
const zip = fileURLToPath(new URL('../../../functions/serve-image/dist/function.zip', import.meta.url));
const loadBefore = loadAverage();

const stack = await startDeliveryStack();
const ids: string[] = [];
for (let n = 0; n <= rounds + 1; n++) ids.push(await stack.upload(`benchmark-${n}.jpg`, original));
const [first = ''] = ids;
const fresh = (round: number) => ids[round + 2] ?? ''; // an image that nobody has asked for

const hitUrl = `${stack.url}/${first}/medium.webp`;
const file = await startFileServer(new Uint8Array(await (await fetch(hitUrl)).arrayBuffer()));
const hit = await measureInTurn([() => fetchPicture(hitUrl), () => fetchPicture(file.url)], 300);
await file.close();

const stored = await measureInTurn(
  [() => stack.askServer(`/${first}/medium.webp`), () => stack.getObject(first, 'medium')],
  100,
);

const { limits } = parseConfig({ presets: { small: { width: 800 } } });
const recipe = transformRecipe('w_800');
const budget = { ...limits, memoryMb: 1769, timeoutSeconds: 29 };
async function renderOnce() {
  const metadata = await inspect(original, limits);
  await renderRecipe(original, metadata, recipe, 'webp', { budget, maxOutputPixels: 25_000_000 });
}
const made = await measureInTurn(
  [(round) => fetchPicture(`${stack.url}/${fresh(round)}/w_800.webp`), renderOnce],
  rounds,
);

const widthOf = (n: number) => 500 + n;
const ipx = await startIpx(original);
const perSecond = { ours: 0, ipx: 0 };
await rate(atOnce, atOnce, (n) => fetchPicture(stack.signed(first, widthOf(-1 - n)))); // a warm start for both
perSecond.ipx = await rate(atOnce, transforms, (n) =>
  fetchPicture(`${ipx.url}/w_${widthOf(n)},f_webp,q_80/photo.jpg`),
);
perSecond.ours = await rate(atOnce, transforms, (n) => fetchPicture(stack.signed(first, widthOf(n))));
await ipx.close();
const { size } = await stat(zip);
await stack.close();

const ms = (value: number) => value.toFixed(1);
const compared = (name: string, [ours, other]: readonly [Times, Times], against: string) => [
  name,
  ms(ours.wall),
  against,
  ms(other.wall),
  `${(ours.wall / other.wall).toFixed(2)} ×`,
  `${ms(ours.wall - other.wall)}`,
];
await publish(
  'delivery',
  `## Delivery

What a picture costs at its address, beside the least that it can cost. The two take turns in one run, so that both meet
the same load; the figures are medians in milliseconds. Everything runs on one machine: the client, the embedded cloud and
the functions, which are processes of it. The photograph is a JPEG of 6000 × 4000. The machine's load average was
${loadBefore} before and ${loadAverage()} after the run, on ${cpus().length} processors: above that number, figures are those of a busy machine.

${table(
  ['', 'Darkroom', 'beside', 'that', 'ratio', 'more'],
  [
    compared('a picture in the cache of CloudFront', hit, 'the file from a plain Node.js server'),
    compared('a stored variant by serve-image, warm', stored, "S3's GetObject"),
    compared('a WebP of 800 pixels that nobody has asked for before', made, 'the same render in a loop'),
  ],
)}

Transforms on demand, each asked for the first time, ${atOnce} at once: ${perSecond.ours.toFixed(1)} a second, and ${perSecond.ipx.toFixed(1)} by ipx ${ipxVersion}
(${(perSecond.ours / perSecond.ipx).toFixed(2)} ×) on the same file, WebP of quality 80. Darkroom also checks a signature, looks into the catalog and stores
each result in S3; ipx reads the file from disk, stores nothing, and encodes with effort 4 where Darkroom's is 2. ipx is fetched by npx and has a sharp of its
own.

The zip of serve-image has ${(size / 1e6).toFixed(1)} MB.`,
);
