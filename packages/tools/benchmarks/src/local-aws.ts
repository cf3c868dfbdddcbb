// What requests to local-aws cost, beside other emulators of AWS that run already.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { cloudRequests } from './cloud-requests.ts';
import { cpuOfProcessTree } from './process-tree.ts';
import { publish, table } from './report.ts';
import { loadAverage, median, timed } from './timings.ts';

const help = `Usage: pnpm bench local-aws [NAME=URL,PID ...]

Measures local-aws, and after it each emulator that runs at a URL as the process PID. They keep what they are sent:
start each anew before a run.

Example:
  pnpm bench local-aws moto=http://127.0.0.1:5000,4711`;

interface Emulator {
  readonly name: string;
  readonly endpoint: string;
  readonly pid: number;
}

interface Measured {
  readonly idleMb: number;
  readonly loadedMb: number;
  /** By request. CPU is the server's. All in milliseconds; undefined for what it refuses. */
  readonly requests: ReadonlyMap<string, { cpu: number; p50: number; p95: number } | undefined>;
}

const { values, positionals } = parseArgs({
  options: { help: { type: 'boolean' } },
  allowPositionals: true,
});
if (values.help) console.log(help);
else await compare(positionals.map(parseEmulator));

function parseEmulator(argument: string): Emulator {
  const [, name, endpoint, pid] = /^([^=]+)=([^,]+),(\d+)$/.exec(argument) ?? [];
  if (name === undefined || endpoint === undefined)
    throw new Error(`${argument} is not NAME=URL,PID.\n\n${help}`);
  return { name, endpoint, pid: Number(pid) };
}

async function compare(others: readonly Emulator[]): Promise<void> {
  const loadBefore = loadAverage();
  const dataDir = await mkdtemp(join(tmpdir(), 'darkroom-local-aws-'));
  const ours = await startLocalAws(dataDir);
  const measured = new Map<string, Measured>();
  let againMs = Number.NaN;
  try {
    for (const emulator of [ours.emulator, ...others]) measured.set(emulator.name, await measure(emulator));
    await ours.stop();
    const again = await startLocalAws(dataDir);
    againMs = again.bootMs;
    await again.stop();
  } finally {
    await ours.stop();
    await rm(dataDir, { recursive: true });
  }
  const names = [...measured.keys()];
  const requests = [...(measured.get(ours.emulator.name)?.requests.keys() ?? [])];
  const cell = (name: string, request: string) => {
    const times = measured.get(name)?.requests.get(request);
    return times ? `${times.cpu.toFixed(1)} (${times.p50.toFixed(1)}, ${times.p95.toFixed(1)})` : 'refused';
  };
  const memory = (of: (one: Measured) => number) => [...measured.values()].map((one) => of(one).toFixed(0));
  await publish(
    'local-aws',
    `## local-aws

What a request costs the emulator, in milliseconds of its CPU, and in brackets how long the client waits: median, and 95th
percentile. One client sends one request at a time. local-aws took ${ours.bootMs.toFixed(0)} ms from the start of its process
until it answered, and ${againMs.toFixed(0)} ms on the data folder that the run left. The machine's load average was ${loadBefore} before and ${loadAverage()} after the run: judge by the CPU.

${table(
  ['', ...names],
  [
    ...requests.map((request) => [request, ...names.map((name) => cell(name, request))]),
    ['memory at the start, MB', ...memory(({ idleMb }) => idleMb)],
    ['and at the end', ...memory(({ loadedMb }) => loadedMb)],
  ],
)}`,
  );
}

async function startLocalAws(dataDir: string) {
  const program = fileURLToPath(new URL('../../../local/local-aws/bin/local-aws.mjs', import.meta.url));
  const startedAt = performance.now();
  const child = spawn(process.execPath, [program, '--port', '0', '--json', '--data-dir', dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const bootMs = performance.now() - startedAt;
  const { endpoint } = z.object({ endpoint: z.url() }).parse(JSON.parse(line));
  const emulator: Emulator = { name: 'local-aws', endpoint, pid: child.pid ?? Number.NaN };
  const ended = once(child, 'exit');
  return {
    emulator,
    bootMs,
    async stop() {
      child.kill();
      await ended;
    },
  };
}

async function measure({ name, endpoint, pid }: Emulator): Promise<Measured> {
  const idleMb = await memoryOf(pid);
  const requests = new Map<string, { cpu: number; p50: number; p95: number } | undefined>();
  for (const { name: request, times, send } of await cloudRequests(endpoint)) {
    console.error(`${name}: ${request}`);
    const waits: number[] = [];
    const cpuBefore = await cpuOfProcessTree(pid);
    try {
      for (let n = 0; n < times; n++) waits.push(await timed(() => send(n)));
    } catch (error) {
      console.error(error);
      requests.set(request, undefined);
      continue;
    }
    const cpu = ((await cpuOfProcessTree(pid)) - cpuBefore) * 1000;
    const p95 = waits.toSorted((a, b) => a - b)[Math.floor(times * 0.95)] ?? Number.NaN;
    requests.set(request, { cpu: cpu / times, p50: median(waits), p95 });
  }
  return { idleMb, loadedMb: await memoryOf(pid), requests };
}

/** Resident memory of a process in MB; see proc(5). Linux only: NaN elsewhere. */
async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
