import { readFile } from 'node:fs/promises';
import { builtConfig } from '@darkroom/infra';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { outputsSchema } from '../outputs.ts';
import type { Target } from '../target.ts';

/**
 * The suite's target, by environment: a stack that Terraform made already (DARKROOM_TEST_OUTPUTS names the file
 * with its outputs), or else the embedded cloud, started here with IAM enforced.
 */
export default async function setup(project: TestProject) {
  const outputsFile = process.env.DARKROOM_TEST_OUTPUTS;
  if (outputsFile) {
    project.provide('target', await deployedTarget(outputsFile));
    return;
  }
  const { target, close } = await startEmbeddedStack();
  project.provide('target', target);
  return close;
}

/** `cdktf deploy --outputs-file` writes `{ "<stack>": { "<output>": value } }`. */
async function deployedTarget(outputsFile: string): Promise<Target> {
  const stacks = z.record(z.string(), outputsSchema).parse(JSON.parse(await readFile(outputsFile, 'utf8')));
  const [outputs] = Object.values(stacks);
  if (!outputs) throw new Error(`${outputsFile} holds no stack's outputs`);
  const name = z.enum(['embedded', 'localstack', 'aws']).parse(process.env.DARKROOM_TARGET ?? 'embedded');
  const endpoint = process.env.DARKROOM_ENDPOINT ?? 'http://127.0.0.1:4566';
  return { name, region: builtConfig().region, ...(name === 'aws' ? {} : { endpoint }), ...outputs };
}
