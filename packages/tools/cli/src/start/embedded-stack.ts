import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { DataFolderError, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { visible } from '../visible.ts';
import type { Caller } from './callers/caller.ts';
import { findCaller } from './callers/find-caller.ts';
import { ensureDeliveryKey } from './delivery-key.ts';

// local-aws's pidusage asks `getconf` for constants and has defaults; a Ctrl-C that interrupts this needs no message.
process.env.PIDUSAGE_SILENT ??= '1';

export interface EmbeddedStack {
  readonly stage: string;
  readonly endpoint: string;
  readonly region: string;
  readonly apiUrl: string;
  /** Where pictures are; `/{id}/{preset}` behind it is one. */
  readonly deliveryUrl: string;
  readonly originalsBucket: string;
  readonly caller: Caller;
  readonly timings: { readonly bootMs: number; readonly deployMs: number };
  close(): Promise<void>;
}

const outputsSchema = z.object({
  api_url: z.url(),
  delivery_url: z.url(),
  originals_bucket: z.string(),
  usage_plan_id: z.string().optional(),
});

/**
 * Starts AWS on this machine and deploys the stack to it. Throws `CliError` if the port or the data folder is in use, and
 * the signal's reason if it is aborted.
 */
export async function startEmbeddedStack(options: {
  readonly port: number;
  readonly dataDir?: string;
  readonly allowedHosts?: readonly string[];
  readonly progress: Progress;
  readonly signal: AbortSignal;
}): Promise<EmbeddedStack> {
  const { port, progress, signal } = options;
  const warn = (message: string) => {
    if (signal.aborted) return; // failures during the shutdown need no message
    progress.clear();
    console.error(visible(message));
  };
  const config = builtConfig();
  const folder = temporaryFolder();
  const dataDir = options.dataDir ?? join(folder, 'data');

  progress.show('Starting the embedded cloud');
  const lap = stopwatch();
  const cloud = await startLocalAws({
    port,
    region: config.region,
    allowedHosts: options.allowedHosts ?? [],
    enforceIam: true,
    // Each execution environment is a process. A thousand photos at once wait in Lambda's queue, not in memory.
    // With short waits, a user hears soon of a function that fails, not after AWS's three minutes.
    lambda: { concurrency: Math.max(16, 4 * availableParallelism()), retryDelaysMs: [1000, 2000] },
    log: { info() {}, warn, error: (message, fields) => warn(`${message} ${JSON.stringify(fields ?? {})}`) },
    dataDir,
  }).catch((error: unknown) => {
    if (error instanceof DataFolderError) throw dataUnusable(error, dataDir);
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw portTaken(port);
    throw error;
  });
  const bootMs = lap();

  try {
    const { endpoint, region } = cloud;
    const settings = { stage: 'dev', target: 'embedded', endpoint } as const;
    const { outputs } = await deployEmbedded({
      stackFile: synthesize(config, settings, join(folder, 'stack')).stackFile,
      endpoint,
      region,
      signal,
      onProgress: ({ done, total }) => progress.show(`Deploying the stack: ${done} of ${total} resources`),
    });
    const {
      api_url: apiUrl,
      delivery_url: deliveryUrl,
      originals_bucket: originalsBucket,
      usage_plan_id: usagePlanId,
    } = outputsSchema.parse(outputs);
    const caller = await findCaller(config.auth, session({ endpoint, region }), usagePlanId);
    const { stage } = settings;
    await ensureDeliveryKey({ stage, endpoint });
    const timings = { bootMs, deployMs: lap() };
    const addresses = { apiUrl, deliveryUrl };
    return {
      stage,
      endpoint,
      region,
      ...addresses,
      originalsBucket,
      caller,
      timings,
      close: () => cloud.close(),
    };
  } catch (error) {
    await cloud.close();
    throw error;
  } finally {
    progress.clear();
  }
}

/** Is removed with the process, also at the second Ctrl-C, which waits for nothing. */
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

function portTaken(port: number): CliError {
  return new CliError(
    'PortTaken',
    `Port ${port} is in use, perhaps by LocalStack or another \`pnpm start\`. Stop it, or choose another port with --port ${port + 1}`,
  );
}

function dataUnusable({ code, message }: DataFolderError, dataDir: string): CliError {
  return code === 'DataFolderInUse'
    ? new CliError(
        'DataInUse',
        `Another \`pnpm start\` uses ${dataDir}. Stop it, or choose another folder with --data-dir`,
      )
    : new CliError('DataUnusable', message, 2);
}

export function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const lap = Math.round(now - last);
    last = now;
    return lap;
  };
}
