import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { colours } from '../colours.ts';
import type { DevReport } from '../dev/dev-loop.ts';
import type { Inspected } from '../dev/inspected.ts';
import { readKeys } from '../dev/keys.ts';
import { type Dev, startDev } from '../dev/start-dev.ts';
import { streamLogs } from '../dev/stream-logs.ts';
import { workspaceRoot } from '../dev/workspace-root.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { openInBrowser } from '../open-in-browser.ts';
import { reprocess } from '../operations/reprocess.ts';
import { openStack } from '../operations/stack.ts';
import { createProgress } from '../progress.ts';
import { temporaryFolder } from '../start/temporary-folder.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';

export interface Options {
  readonly port: number;
  readonly dataDir?: string;
  readonly inspect?: Inspected;
}

const imagesPerSecond = 50;

export async function run({ port, dataDir, inspect: inspected }: Options): Promise<void> {
  const root = workspaceRoot(process.cwd());
  const folder = temporaryFolder();
  const progress = createProgress();
  const signal = interruption();
  const data = dataDir === undefined ? resolve(root, '.darkroom') : resolve(userFolder(), dataDir);
  mkdirSync(data, { recursive: true });
  const report: DevReport = {
    live: sayLive,
    refused: sayRefused,
    types: sayTypes,
  };
  let dev: Dev | undefined;
  let keys: { close(): void } | undefined;
  try {
    progress.show('Compiling the functions');
    dev = await startDev({ root, folder, port, dataDir: data, inspected, progress, signal, report });
    progress.clear();
    console.log(invitation(dev, relative(process.cwd(), data) || '.', inspected));
    keys = readKeys(actionsOf(dev, signal));
    const logs = streamLogs(dev, (line) => console.log(line), signal);
    if (!signal.aborted) await Promise.race([once(signal, 'abort'), logs.then(() => once(signal, 'abort'))]);
  } catch (error) {
    if (!signal.aborted) throw error;
    process.exitCode = interruptedExitCode; // interrupted before it ran
  } finally {
    progress.clear();
    keys?.close();
    await dev?.close();
  }
}

function invitation({ stack }: Dev, data: string, inspected: Inspected | undefined): string {
  const { apiUrl, endpoint, originalsBucket, caller } = stack;
  const signIn = Object.entries(caller.signIn).map(([label, value]) => `            ${label}: ${value}`);
  const debug =
    inspected === undefined
      ? []
      : [
          `  Debugger  127.0.0.1:${inspected.port}: attach with chrome://inspect or your editor; ${inspected.name} waits for it`,
        ];
  const pressed = process.stdin.isTTY
    ? 'Press r to process all photos again, o for the gallery, c for the console, q to quit.'
    : 'Press Ctrl-C to stop.';
  return [
    '',
    `  Gallery   ${colours.cyan(`${apiUrl}/`)}`,
    ...signIn,
    `  Console   ${colours.cyan(`${endpoint}/_local/`)}`,
    `  Upload    aws --endpoint-url ${endpoint} s3 cp photo.jpg s3://${originalsBucket}/`,
    `  Data      ${data}`,
    ...debug,
    '',
    colours.dim(
      `What you save in packages/functions, packages/core and darkroom.config.ts is live at once. ${pressed}`,
    ),
    '',
  ].join('\n');
}

function actionsOf({ stack }: Dev, signal: AbortSignal): Readonly<Record<string, () => void>> {
  const show = async (url: string) => {
    if (!(await openInBrowser(url).catch(() => false))) console.log(`Open ${url} in a browser.`);
  };
  return {
    r: () => void reprocessAll(stack, signal).catch((error: unknown) => sayNotReprocessed(error, signal)),
    o: () => void show(`${stack.apiUrl}/`),
    c: () => void show(`${stack.endpoint}/_local/`),
    q: () => void process.kill(process.pid, 'SIGINT'),
  };
}

async function reprocessAll({ stage, endpoint }: Dev['stack'], signal: AbortSignal): Promise<void> {
  let requested = 0;
  const deployed = await openStack({ stage, endpoint });
  for await (const { outcome } of reprocess(deployed, { rate: imagesPerSecond }, signal))
    if (outcome === 'requested') requested++;
  console.log(colours.bold(`${requested} photos are being processed again.`));
}

function sayLive({ functions, stack, ms }: Parameters<DevReport['live']>[0]): void {
  const what = [...functions, ...(stack ? ['the stack'] : [])].join(', ');
  console.log(colours.green(`✓ ${what}: live ${ms} ms after you saved`));
}

function sayRefused(name: string | undefined, error: unknown): void {
  sayFault(`${name ?? 'The stack'} stays as it was`, error);
}

/** Whoever has quit wants to hear no more of it. */
function sayNotReprocessed(error: unknown, { aborted }: AbortSignal): void {
  if (!aborted) sayFault('Not all photos are being processed again', error);
}

function sayFault(what: string, error: unknown): void {
  const reason = error instanceof Error ? error.message : String(error);
  const text = reason.split('\n').map(visible).join('\n  ');
  console.error(colours.red(`✗ ${what}:\n  ${text}`));
}

function sayTypes(...[faults, held]: Parameters<DevReport['types']>): void {
  if (faults.length === 0) {
    console.log(colours.green('✓ All types are right again.'));
    return;
  }
  const what = held.length === 0 ? 'Types' : `${held.join(', ')}: not live, because of types`;
  const lines = faults.flatMap(({ text }) => text.split('\n')).map((line) => `  ${visible(line)}`);
  console.error(colours.red([`✗ ${what}:`, ...lines].join('\n')));
}
