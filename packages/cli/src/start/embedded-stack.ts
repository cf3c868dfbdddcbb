import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { startLocalAws } from '@darkroom/local-aws';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import type { Progress } from '../progress.ts';

export interface EmbeddedStack {
  readonly endpoint: string;
  readonly region: string;
  readonly apiUrl: string;
  readonly originalsBucket: string;
  readonly timings: { readonly bootMs: number; readonly deployMs: number };
  close(): Promise<void>;
}

const outputsSchema = z.object({ api_url: z.url(), originals_bucket: z.string() });

/** Starts AWS on this machine and deploys the stack into it. Throws `CliError` when the port is taken. */
export async function startEmbeddedStack(options: {
  readonly port: number;
  readonly dataDir?: string;
  readonly progress: Progress;
}): Promise<EmbeddedStack> {
  const { port, dataDir, progress } = options;
  const warn = (message: string) => {
    progress.clear();
    console.error(message);
  };
  const config = builtConfig();

  progress.show('Starting the embedded cloud');
  const lap = stopwatch();
  const cloud = await startLocalAws({
    port,
    region: config.region,
    enforceIam: true,
    // Each environment is a process: a thousand photos at once wait in Lambda's queue instead of in memory.
    lambda: { concurrency: Math.max(16, 4 * availableParallelism()) },
    log: { info() {}, warn, error: (message, fields) => warn(`${message} ${JSON.stringify(fields ?? {})}`) },
    ...(dataDir === undefined ? {} : { dataDir }),
  }).catch((error: unknown) => {
    throw isPortTaken(error) ? portTaken(port) : error;
  });
  const bootMs = lap();

  const outdir = await mkdtemp(join(tmpdir(), 'darkroom-stack-'));
  try {
    const { endpoint, region } = cloud;
    const settings = { stage: 'dev', target: 'embedded', endpoint } as const;
    const { outputs } = await deployEmbedded({
      stackFile: synthesize(config, settings, outdir).stackFile,
      endpoint,
      region,
      onProgress: ({ done, total }) => progress.show(`Deploying the stack: ${done} of ${total} resources`),
    });
    const { api_url: apiUrl, originals_bucket: originalsBucket } = outputsSchema.parse(outputs);
    const timings = { bootMs, deployMs: lap() };
    return { endpoint, region, apiUrl, originalsBucket, timings, close: () => cloud.close() };
  } catch (error) {
    await cloud.close();
    throw error;
  } finally {
    progress.clear();
    await rm(outdir, { recursive: true, force: true });
  }
}

function isPortTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

function portTaken(port: number): CliError {
  return new CliError(
    'PortTaken',
    `Port ${port} is taken, perhaps by LocalStack or another \`pnpm start\`. Stop it, or choose another port: --port ${port + 1}`,
  );
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
