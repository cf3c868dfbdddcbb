import type { PipelineConfig } from '@darkroom/pipeline-config';
import type { Settings } from './settings.ts';

/** Each target has its own stack, and so its own state. */
export function stackName(
  { name }: Pick<PipelineConfig, 'name'>,
  { stage, target }: Pick<Settings, 'stage' | 'target'>,
): string {
  return target === 'aws' ? `${name}-${stage}` : `${name}-${stage}-${target}`;
}

/** Where a stack's state is in infra/, without a bucket for it. */
export function stateFile(stack: string): string {
  return `terraform.${stack}.tfstate`;
}

/** Where the state of a stage is in the bucket for it; `name` is `<name>-<stage>`. */
export function stateKey(name: string): string {
  return `darkroom/${name}.tfstate`;
}

/** The output that keeps what was deployed: the digest of each function's zip by the function's name, as JSON. */
export const codeDigestsOutput = 'function_digests';
