// What making the variants of a photo costs, beside what people would use instead.
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { type Bar, drawBars } from './chart.ts';
import { fetchPackages } from './fetch-packages.ts';
import { isInstalled, type MeasureTool, ofModule, ofProgram } from './image-tools/measure-tool.ts';
import { type Original, ofPhoto, originals } from './image-tools/originals.ts';
import { programs } from './image-tools/programs.ts';
import { ipxVersion } from './other-servers.ts';
import { publish, table } from './report.ts';
import { loadAverage } from './timings.ts';

const help = `Usage: pnpm bench upload-work [--tool NAME=MODULE ...] [FILE ...]

Makes the variants of a photo with Darkroom and with other tools. A module of your own exports
make(file, folder, variants), as those in fetched/ do.

Example:
  pnpm bench upload-work --tool "an image handler"=./handler.mjs iphone.heic`;

// After the originals: imaging takes no SVG.
const { scoreOf } = await import('@darkroom/imaging');
const { lightIn } = await import('./light-in.ts');
const packages = [`ipx@${ipxVersion}`, '@napi-rs/image@1.15.0', 'jimp@1.6.1'];

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean' }, tool: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
if (values.help) console.log(help);
else await compare(values.tool, positionals);

async function compare(named: readonly string[], files: readonly string[]): Promise<void> {
  const loadBefore = loadAverage();
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-upload-work-'));
  const fetched = await fetchPackages(...packages);
  const tools = await toolsOf(fetched, named);
  const given = await Promise.all(files.map(originalOf));
  const rows: string[][] = [];
  const bars: Bar[] = [];
  try {
    for (const original of [...originals, ...given]) {
      const file = join(folder, `original.${original.extension}`);
      await writeFile(file, original.bytes);
      const results = [];
      for (const [name, measureTool] of tools) {
        console.error(`${original.name}: ${name}`);
        results.push({ name, ...(await measured(measureTool, file, join(folder, 'prints'), original)) });
      }
      const ours = results[0]?.cost?.cpu ?? Number.NaN;
      for (const { name, cost, isWhole, result } of results) {
        if (cost && original === originals[0]) bars.push({ name, value: cost.cpu });
        const figures = cost
          ? [
              cost.cpu.toFixed(0),
              isWhole ? `${(cost.cpu / ours).toFixed(1)} ×` : '–',
              cost.wall.toFixed(0),
              cost.memoryMb.toFixed(0),
            ]
          : ['–', '–', '–', '–'];
        rows.push([original.name, name, ...figures, ...result]);
      }
    }
  } finally {
    await rm(folder, { recursive: true });
    await rm(fetched, { recursive: true });
  }
  await drawBars('upload-work', 'CPU time in milliseconds', bars);
  await publish('upload-work', section(rows, loadBefore));
}

async function toolsOf(fetched: string, named: readonly string[]): Promise<Map<string, MeasureTool>> {
  const own = (module: string) =>
    ofModule(fileURLToPath(new URL(`image-tools/${module}.js`, import.meta.url)));
  const tools = new Map([
    ['Darkroom', own('darkroom')],
    ['sharp', own('bare-sharp')],
    ['ipx', ofModule(join(fetched, 'ipx.mjs'))],
    ['@napi-rs/image', ofModule(join(fetched, 'napi-rs.mjs'))],
    ['jimp', ofModule(join(fetched, 'jimp.mjs'))],
  ]);
  for (const program of programs) {
    if (await isInstalled(program.program)) tools.set(program.name, ofProgram(program));
    else console.error(`${program.name} is left out: ${program.program} or time is not installed.`);
  }
  for (const tool of named) {
    const [, name, module] = /^([^=]+)=(.+)$/.exec(tool) ?? [];
    if (name === undefined || module === undefined) throw new Error(`${tool} is not NAME=MODULE.\n\n${help}`);
    tools.set(name, ofModule(module));
  }
  return tools;
}

async function originalOf(file: string): Promise<Original> {
  const bytes = await readFile(file);
  return { name: basename(file), extension: extname(file).slice(1), bytes, variants: ofPhoto };
}

/** What it costs, whether the files are whole, and the cells of what came out: kilobytes and the score. */
async function measured(measureTool: MeasureTool, file: string, prints: string, original: Original) {
  await rm(prints, { recursive: true, force: true });
  await mkdir(prints);
  const cost = await measureTool(file, prints, original.variants).catch((error: Error) => {
    console.error(error.message.slice(0, 500));
  });
  const names = await readdir(prints);
  if (!cost || names.length === 0) return { isWhole: false, result: ['refused', '–'] };
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(prints, name))).size));
  const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1024;
  const { isWhole, cell } = await judged(file, prints, names);
  return { cost, isWhole, result: [kilobytes.toFixed(0), cell] };
}

/** The score of `small`, beside the pixels that Lanczos makes of the original; or the frames that are missing. */
async function judged(file: string, prints: string, names: readonly string[]) {
  const print = join(prints, names.find((name) => name.startsWith('small.')) ?? '');
  const { pages = 1, compression } = await sharp(file).metadata();
  const { pages: kept = 1, width, height } = await sharp(print, { pages: 1 }).metadata();
  if (kept !== pages) return { isWhole: false, cell: `${kept} of ${pages} frames` };
  if (compression === 'hevc') return { isWhole: true, cell: '–' }; // which sharp cannot decode
  const exact = sharp(file).autoOrient().resize(width, height, { fit: 'fill' });
  const score = scoreOf(await lightIn(exact), await lightIn(sharp(print)));
  return { isWhole: true, cell: score.toFixed(0) };
}

function section(rows: readonly (readonly string[])[], loadBefore: string): string {
  return `## The work of an upload

What it costs to make the files of one photo, with what people would use instead: three WebP of quality 80 (320 × 320, 640
and 1280 pixels wide) and one JPEG of quality 82 (2048); of pictures with alpha and of animations the WebP only. CPU is of
all threads. Libraries run warm, in a process of their own; medians of five runs. Programs run as they do for each
photo: ImageMagick and GraphicsMagick scale from one variant to the next, which is the least work, and
vipsthumbnail makes each by itself. Memory is the peak of the process. [Scores](photos.md#quality-by-eye) are of the
WebP of 640 pixels. jimp writes no WebP, so all of its files are JPEG. A handler of another
project that was named with \`--tool\` gets the file instead of S3's answer, once for each variant. Darkroom also makes the placeholder. The machine's
load average was ${loadBefore} before and ${loadAverage()} after the run.

![CPU time of a JPEG of 24 MP](charts/upload-work.svg)

${table(['original', 'with', 'CPU ms', 'to Darkroom', 'wall ms', 'MB', 'KB of the files', 'score'], rows)}`;
}
