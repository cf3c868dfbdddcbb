// What a cold start of each function costs before its first event: the CPU time of Node.js until the module is loaded.
import { execFile } from 'node:child_process';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import extractZip from 'extract-zip';
import { z } from 'zod';
import { publish, table } from './report.ts';
import { median } from './timings.ts';

const functions = fileURLToPath(new URL('../../../functions', import.meta.url));
const unzipped = join(tmpdir(), `darkroom-cold-start-${process.pid}`);
const rounds = 15;

interface Start {
  readonly name: string;
  /** What is loaded, as a statement of an ES module. */
  readonly load: string;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Of the function's own module. */
  readonly bytes?: number;
}

const manifestSchema = z.object({
  manifest: z.object({ environment: z.record(z.string(), z.object({ nameOf: z.string().optional() })) }),
});

/** What variables hold in JSON. */
const inJson = new Set(['webhook-queues', 'steps']);

/** Nothing is called while a module loads, so most variables need only a value. */
async function environmentOf(name: string): Promise<Record<string, string>> {
  const { manifest } = manifestSchema.parse(await import(join(functions, name, 'dist/manifest.js')));
  const values = Object.entries(manifest.environment).map(([variable, { nameOf }]) => [
    variable,
    nameOf && inJson.has(nameOf) ? '{}' : 'http://127.0.0.1:9',
  ]);
  return Object.fromEntries(values);
}

async function startOf(name: string): Promise<Start> {
  const cwd = join(unzipped, name);
  await extractZip(join(functions, name, 'dist/function.zip'), { dir: cwd });
  return {
    name,
    load: "await import('./index.mjs')",
    cwd,
    environment: await environmentOf(name),
    bytes: (await stat(join(cwd, 'index.mjs'))).size,
  };
}

/** Milliseconds of all threads, from the start of the process. */
async function cpuOf({ load, cwd, environment }: Start): Promise<number> {
  // Lambda's own runtime has this global, which functions that stream use while they load.
  const script = `globalThis.awslambda = { streamifyResponse: (handler) => handler };
    ${load};
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    process.stdout.write(String((userCPUTime + systemCPUTime) / 1000), () => process.exit());`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', '--input-type=module', '--eval', script],
    { cwd, env: { AWS_REGION: 'us-east-1', ...environment } },
  );
  return z.coerce.number().positive().parse(stdout);
}

async function namesOfFunctions(): Promise<string[]> {
  const packages = await readdir(functions);
  const zips = packages.map((name) => readFile(join(functions, name, 'dist/function.json')).then(() => name));
  return (await Promise.allSettled(zips)).flatMap((read) => (read.status === 'fulfilled' ? read.value : []));
}

try {
  const ours = await Promise.all((await namesOfFunctions()).map(startOf));
  const withSharp = { cwd: join(unzipped, 'process-upload'), environment: {} };
  const requireSharp = "(await import('node:module')).createRequire(process.cwd() + '/')('sharp')";
  const starts: Start[] = [
    { ...withSharp, name: 'Node.js alone', load: "await import('node:fs')" },
    { ...withSharp, name: 'Node.js with sharp, by `require`', load: requireSharp },
    { ...withSharp, name: 'Node.js with sharp, by `import`', load: "await import('sharp')" },
    ...ours,
  ];
  const taken = new Map(starts.map((start) => [start, [] as number[]]));
  for (let round = 0; round < rounds; round++)
    for (const [start, values] of taken) values.push(await cpuOf(start));

  const [alone = Number.NaN, sharp = Number.NaN] = starts.map((start) => median(taken.get(start) ?? []));
  const rows = starts.map((start) => {
    const cpu = median(taken.get(start) ?? []);
    const kilobytes = start.bytes === undefined ? '–' : String(Math.round(start.bytes / 1000));
    return [start.name, cpu.toFixed(0), (cpu / alone).toFixed(1), (cpu / sharp).toFixed(1), kilobytes];
  });
  await publish(
    'cold-start',
    `## Cold starts

CPU time (ms) of Node.js from the start of the process until a function's module is loaded, before its first event.
Medians of ${rounds} runs; all of the rows take turns, so that they meet the same load. Judge by the ratios: the times
depend on the machine and on what else it does.

${table(['', 'CPU ms', 'to Node.js alone', 'to Node.js with sharp', 'KB of index.mjs'], rows)}`,
  );
} finally {
  await rm(unzipped, { recursive: true, force: true });
}
