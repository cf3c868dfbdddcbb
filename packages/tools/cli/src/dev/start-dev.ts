import { LambdaClient, ResourceNotFoundException, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { session } from '@darkroom/localstack-client';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { CliError } from '../errors.ts';
import type { Progress } from '../progress.ts';
import { type EmbeddedStack, startEmbeddedStack } from '../start/embedded-stack.ts';
import { type DevReport, openDevLoop } from './dev-loop.ts';
import type { Inspected } from './inspected.ts';

export interface Dev {
  readonly stack: EmbeddedStack;
  /** Of the functions' packages. */
  readonly functionNames: readonly string[];
  close(): Promise<void>;
}

/**
 * Starts the embedded cloud with the functions of a workspace, and brings every change of their sources to it. Throws
 * `CliError` as `startEmbeddedStack` does, and for a function to debug that there is not.
 */
export async function startDev(options: {
  /** The workspace's folder. */
  readonly root: string;
  /** For what is compiled. */
  readonly folder: string;
  readonly port: number;
  readonly dataDir: string;
  readonly inspected?: Inspected | undefined;
  readonly progress: Progress;
  readonly signal: AbortSignal;
  readonly report: DevReport;
}): Promise<Dev> {
  const { root, folder, port, dataDir, inspected, progress, signal, report } = options;
  const loop = await openDevLoop({ root, folder, report });
  const { config, functionsDir, functionNames } = loop;
  try {
    if (inspected && !functionNames.includes(inspected.name)) throw unknownFunction(inspected, functionNames);
    const stack = await startEmbeddedStack({
      port,
      dataDir,
      progress,
      signal,
      config,
      functionsDir,
      ...(inspected && { inspected }),
    });
    const lambda = session(stack).client(LambdaClient);
    await loop.watch({
      plan(changed) {
        if (changed.region !== config.region) throw movedRegion(config);
        return stack.plan(changed);
      },
      replace: (name, code) => replace(lambda, `${stack.prefix}-${name}`, code),
    });
    return {
      stack,
      functionNames,
      async close() {
        await loop.close();
        await stack.close();
      },
    };
  } catch (error) {
    await loop.close();
    throw error;
  }
}

async function replace(lambda: LambdaClient, FunctionName: string, folder: string): Promise<void> {
  try {
    await lambda.send(new UpdateFunctionCodeCommand({ FunctionName, S3Bucket: 'hot-reload', S3Key: folder }));
  } catch (error) {
    // The configuration deploys not every function: without webhooks, there is no deliver-webhooks.
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
}

function unknownFunction({ name }: Inspected, names: readonly string[]): CliError {
  return new CliError(
    'UnknownFunction',
    `There is no function ${name}. --inspect takes one of ${names.join(', ')}.`,
    2,
  );
}

function movedRegion({ region }: PipelineConfig): CliError {
  return new CliError('RegionChanged', `The embedded cloud is in ${region}. To move it, start it again.`);
}
