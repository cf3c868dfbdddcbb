import { join } from 'node:path';
import type { PipelineConfig, Step } from '@darkroom/pipeline-config';
import type { Construct } from 'constructs';
import { type Artifact, architectureOf, readArtifact } from './artifact.ts';
import type { WatchedFunction } from './constructs/monitoring/function-alarms.ts';
import { type FunctionProps, PipelineFunction, type Resources } from './constructs/pipeline-function.ts';
import type { Settings } from './settings.ts';
import type { AddedFunction } from './unbuilt-function.ts';

type Options = Omit<FunctionProps, 'name' | 'region' | 'artifact' | 'architecture' | 'logDays'> & {
  /** Default: what the build made of its package. */
  readonly artifact?: Artifact;
};

export type MakeFunction = (options: Options) => PipelineFunction;

/** Makes functions of the stack, each from its manifest and its zip. What it returns throws `StackError`. */
export function functionMaker(
  scope: Construct,
  {
    config,
    settings: { target },
    prefix,
    functionsDir,
    made,
  }: {
    readonly config: PipelineConfig;
    readonly settings: Settings;
    readonly prefix: string;
    readonly functionsDir: string;
    /** Gets each function that is made. */
    readonly made: WatchedFunction[];
  },
): MakeFunction {
  const architecture = architectureOf(target, config.architecture);
  const toCloudWatch = config.tracing !== undefined && config.tracing.endpoint === undefined;
  const traces = { name: 'traces', arn: toCloudWatch ? '*' : [] }; // X-Ray has no resources
  return (options) => {
    const { name } = options.manifest;
    const result = new PipelineFunction(scope, name, {
      ...options,
      resources: { traces, ...options.resources },
      name: `${prefix}-${name}`,
      region: config.region,
      artifact: options.artifact ?? readArtifact(join(functionsDir, name), name, { target, architecture }),
      architecture,
      logDays: config.retention.logDays,
    });
    made.push({
      role: name,
      name: result.name,
      timeoutSeconds: options.timeoutSeconds,
      logGroup: result.logGroup,
    });
    return result;
  };
}

/** Makes a function that the stack found by its manifest; a step has its own time and concurrency. */
export function makeAdded(
  make: MakeFunction,
  { artifact, runtime, memoryMb, timeoutSeconds, ...manifest }: AddedFunction,
  resources: Resources,
  step?: Step,
): PipelineFunction {
  return make({
    manifest,
    resources,
    memoryMb,
    timeoutSeconds: step?.timeoutSeconds ?? timeoutSeconds,
    ...(artifact && { artifact }),
    ...(runtime !== undefined && { runtime }),
    ...(step?.concurrency !== undefined && { reservedConcurrency: step.concurrency }),
  });
}
