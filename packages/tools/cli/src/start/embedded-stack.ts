import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Deployment, deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { DataFolderError, startLocalAws } from '@darkroom/local-aws';
import { session } from '@darkroom/localstack-client';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { visible } from '../visible.ts';
import type { Caller } from './callers/caller.ts';
import { findCaller } from './callers/find-caller.ts';
import { isPortTaken, portTaken } from './check-port.ts';
import { ensureDeliveryKey } from './delivery-key.ts';
import { temporaryFolder } from './temporary-folder.ts';

// local-aws's pidusage asks `getconf` for constants and has defaults; a Ctrl-C that interrupts this needs no message.
process.env.PIDUSAGE_SILENT ??= '1';

export interface EmbeddedStack {
  readonly stage: string;
  /** Of the names of its resources. */
  readonly prefix: string;
  readonly endpoint: string;
  readonly region: string;
  readonly apiUrl: string;
  /** Where pictures are; `/{id}/{preset}` behind it is one. */
  readonly deliveryUrl: string;
  readonly originalsBucket: string;
  readonly caller: Caller;
  readonly timings: { readonly bootMs: number; readonly deployMs: number };
  /** Checks the stack with another configuration; what it returns deploys what differs. Throws `StackError`. */
  plan(config: PipelineConfig): () => Promise<void>;
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
  /** Default: what was built. */
  readonly config?: PipelineConfig;
  /** In the layout that `synthesize` expects. Default: what was built. */
  readonly functionsDir?: string;
  /** The function to which a debugger attaches, and the port on 127.0.0.1 where it does. */
  readonly inspected?: { readonly name: string; readonly port: number };
  readonly progress: Progress;
  readonly signal: AbortSignal;
}): Promise<EmbeddedStack> {
  const { port, progress, signal, functionsDir, inspected } = options;
  const warn = (message: string) => {
    if (signal.aborted) return; // failures during the shutdown need no message
    progress.clear();
    console.error(visible(message));
  };
  const config = options.config ?? builtConfig();
  const stage = 'dev';
  const prefix = `${config.name}-${stage}`;
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
    lambda: {
      concurrency: Math.max(16, 4 * availableParallelism()),
      retryDelaysMs: [1000, 2000],
      ...(inspected && { inspect: { [`${prefix}-${inspected.name}`]: inspected.port } }),
    },
    log: { info() {}, warn, error: (message, fields) => warn(`${message} ${JSON.stringify(fields ?? {})}`) },
    dataDir,
  }).catch((error: unknown) => {
    if (error instanceof DataFolderError) throw dataUnusable(error, dataDir);
    if (isPortTaken(error)) throw portTaken(port);
    throw error;
  });
  const bootMs = lap();

  try {
    const { endpoint, region } = cloud;
    const settings = { stage, target: 'embedded', endpoint } as const;
    let previous: Deployment | undefined;
    const plan = (wanted: PipelineConfig) => {
      const { stackFile } = synthesize(wanted, settings, join(folder, 'stack'), functionsDir);
      return async (): Promise<Deployment['outputs']> => {
        const before = previous;
        previous = undefined; // what a deployment that failed has left is not known
        previous = await deployEmbedded({
          stackFile,
          endpoint,
          region,
          signal,
          ...(before && { previous: before }),
          onProgress: ({ done, total }) =>
            progress.show(`Deploying the stack: ${done} of ${total} resources`),
        }).finally(() => progress.clear());
        return previous.outputs;
      };
    };
    const outputs = await plan(config)();
    const {
      api_url: apiUrl,
      delivery_url: deliveryUrl,
      originals_bucket: originalsBucket,
      usage_plan_id: usagePlanId,
    } = outputsSchema.parse(outputs);
    const caller = await findCaller(config.auth, session({ endpoint, region }), usagePlanId);
    await ensureDeliveryKey({ stage, endpoint });
    const timings = { bootMs, deployMs: lap() };
    const addresses = { apiUrl, deliveryUrl };
    return {
      stage,
      prefix,
      endpoint,
      region,
      ...addresses,
      originalsBucket,
      caller,
      timings,
      plan: (changed) => {
        const deploy = plan(changed);
        return async () => void (await deploy());
      },
      close: () => cloud.close(),
    };
  } catch (error) {
    await cloud.close();
    throw error;
  } finally {
    progress.clear();
  }
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
