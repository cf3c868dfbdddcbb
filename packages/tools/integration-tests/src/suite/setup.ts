import { readFile } from 'node:fs/promises';
import { accessMode, builtConfig, readSettings } from '@darkroom/infra';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { gapsOf } from '../gaps.ts';
import { outputsSchema } from '../outputs.ts';
import type { Target } from '../target.ts';

/**
 * The suite's target, chosen by the environment: a stack that Terraform has already created (DARKROOM_TEST_OUTPUTS names
 * the file with its outputs), or else the embedded cloud, started here with IAM enforced.
 */
export default async function setup(project: TestProject) {
  checkAuth();
  const outputsFile = process.env.DARKROOM_TEST_OUTPUTS;
  if (outputsFile) {
    project.provide('target', await deployedTarget(outputsFile));
    return;
  }
  const { target, close } = await startEmbeddedStack();
  project.provide('target', target);
  return close;
}

/** The suite has only AWS credentials, and reads images that it wrote to the bucket itself. */
function checkAuth(): void {
  const { auth } = builtConfig();
  if (!auth || auth.mode === 'none' || (auth.mode === 'iam' && !auth.owners)) return;
  throw new Error(
    `The suite cannot see its images with auth ${JSON.stringify(auth)}. To test a stage, leave auth out of darkroom.config.ts or set { mode: 'iam' }.`,
  );
}

/** `cdktf deploy --outputs-file` writes `{ "<stack>": { "<output>": value } }`. */
async function deployedTarget(outputsFile: string): Promise<Target> {
  const stacks = z.record(z.string(), outputsSchema).parse(JSON.parse(await readFile(outputsFile, 'utf8')));
  const [outputs] = Object.values(stacks);
  if (!outputs) throw new Error(`${outputsFile} does not contain a stack's outputs`);
  const settings = readSettings(process.env);
  const { target: name, endpoint } = settings;
  const config = builtConfig();
  const auth = accessMode(config.auth, settings).mode;
  const where = { region: config.region, ...(name === 'aws' ? {} : { endpoint }) };
  return { name, ...where, auth, gaps: gapsOf(name, auth), ...outputs };
}
