import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PipelineConfig } from '@darkroom/pipeline-config';
import { App } from 'cdktf';
import { checkLimits } from './check-limits.ts';
import { tellCodeDigests } from './code-digests.ts';
import { encryptStack } from './constructs/encryption/encrypt-stack.ts';
import { DarkroomStack } from './darkroom-stack.ts';
import type { Settings } from './settings.ts';

const builtFunctions = fileURLToPath(new URL('../../packages/functions', import.meta.url));

export interface SynthesizedStack {
  /** Terraform's JSON; paths in it are relative to its folder. */
  readonly stackFile: string;
}

/** Writes the stack as Terraform's JSON into `outdir`, with the zips from `functionsDir`. Throws `StackError`. */
export function synthesize(
  config: PipelineConfig,
  settings: Settings,
  outdir: string,
  functionsDir = builtFunctions,
): SynthesizedStack {
  const app = new App({ outdir, stackTraces: false });
  const stack = new DarkroomStack(app, { config, settings, functionsDir });
  encryptStack(stack, config, settings.stage);
  tellCodeDigests(stack);
  app.synth();
  const stackFile = join(outdir, 'stacks', stack.node.id, 'cdk.tf.json');
  checkLimits(JSON.parse(readFileSync(stackFile, 'utf8')), dirname(stackFile));
  return { stackFile };
}
