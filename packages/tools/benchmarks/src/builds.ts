// What a newcomer waits for, on a fresh clone: the install, the builds, and the first table of pictures.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publish, table } from './report.ts';
import { loadAverage, timed } from './timings.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../../../', import.meta.url));
const loadBefore = loadAverage();
const folder = await mkdtemp(join(tmpdir(), 'darkroom-builds-'));
const checkout = join(folder, 'darkroom');
const rows: string[][] = [];

async function row(name: string, program: string, ...args: readonly string[]): Promise<void> {
  console.error(name);
  const { TURBO_CACHE_DIR: _, INIT_CWD: __, ...env } = process.env; // nothing of the caller's checkout
  const ms = await timed(() => run(program, args, { cwd: checkout, env, maxBuffer: 64 * 1024 ** 2 }));
  rows.push([name, (ms / 1000).toFixed(1)]);
}

const pnpm = ['--yes', 'pnpm'];
const start = [...pnpm, 'start', '--once', '--json', '--port', '4790'];

try {
  await run('git', ['clone', '--quiet', root, checkout]);
  await row('`pnpm install`, with the packages in its store', 'npx', ...pnpm, 'install', '--frozen-lockfile');
  const installed = join(checkout, 'node_modules');
  const { stdout: size } = await run('du', ['-sm', installed]);
  const { stdout: packages } = await run('sh', ['-c', `ls -d ${installed}/.pnpm/*/ | wc -l`]);
  await row('`turbo build`, cold', 'npx', 'turbo', 'run', 'build');
  await row('`turbo build`, warm', 'npx', 'turbo', 'run', 'build');
  await row('`pnpm start` until its six samples are in the table, built', 'npx', ...start);
  await row('the same again', 'npx', ...start);
  await publish(
    'builds',
    `## Installing, building, starting

Seconds, on a fresh clone. The install brings ${packages.trim()} packages and ${Number.parseInt(size, 10)} MB; the machine's load average was ${loadBefore}
before and ${loadAverage()} after the run.

${table(['', 'seconds'], rows)}`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
