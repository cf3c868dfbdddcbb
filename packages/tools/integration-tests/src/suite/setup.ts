import { readFile } from 'node:fs/promises';
import { accessMode, builtConfig, readSettings } from '@darkroom/infra';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import { startEmbeddedStack } from '../embedded-stack.ts';
import { gapsOf } from '../gaps.ts';
import { outputsSchema } from '../outputs.ts';
import type { Target } from '../target.ts';

/**
 * The suite's target, by environment: a stack that Terraform made already (DARKROOM_TEST_OUTPUTS names the file
 * with its outputs), or else the embedded cloud, started here with IAM enforced.
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

/** The suite has AWS credentials only, and looks at images that it put into the bucket itself. */
function checkAuth(): void {
  const { auth } = builtConfig();
  if (!auth || auth.mode === 'none' || (auth.mode === 'iam' && !auth.owners)) return;
  throw new Error(
    `The suite can't see its images with auth ${JSON.stringify(auth)}. In darkroom.config.ts leave auth out, or set { mode: 'iam' }, for a stage to test.`,
  );
}

/** `cdktf deploy --outputs-file` writes `{ "<stack>": { "<output>": value } }`. */
async function deployedTarget(outputsFile: string): Promise<Target> {
  const stacks = z.record(z.string(), outputsSchema).parse(JSON.parse(await readFile(outputsFile, 'utf8')));
  const [outputs] = Object.values(stacks);
  if (!outputs) throw new Error(`${outputsFile} holds no stack's outputs`);
  const settings = readSettings(process.env);
  const { target: name, endpoint } = settings;
  const config = builtConfig();
  const auth = accessMode(config.auth, settings).mode;
  const where = { region: config.region, ...(name === 'aws' ? {} : { endpoint }) };
  return { name, ...where, auth, gaps: gapsOf(name, auth), ...outputs };
}
