import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { startLocalAws } from '@darkroom/local-aws';
import type { TestProject } from 'vitest/node';
import { z } from 'zod';
import type { Target } from './target.ts';

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
  const { target, close } = await startEmbedded();
  project.provide('target', target);
  return close;
}

const outputsSchema = z
  .object({
    api_url: z.url(),
    originals_bucket: z.string(),
    variants_bucket: z.string(),
    table_name: z.string(),
    process_upload_function: z.string(),
    images_api_function: z.string(),
  })
  .transform((outputs) => ({
    apiUrl: outputs.api_url,
    originalsBucket: outputs.originals_bucket,
    variantsBucket: outputs.variants_bucket,
    tableName: outputs.table_name,
    processUploadFunction: outputs.process_upload_function,
    imagesApiFunction: outputs.images_api_function,
  }));

async function startEmbedded(): Promise<{ target: Target; close(): Promise<void> }> {
  const outdir = await mkdtemp(join(tmpdir(), 'darkroom-integration-'));
  const cloud = await startLocalAws({ port: 0, enforceIam: true, lambda: { retryDelaysMs: [200, 400] } });
  const settings = { stage: 'test', target: 'embedded', endpoint: cloud.endpoint } as const;
  const { stackFile } = synthesize(builtConfig(), settings, outdir);
  const { outputs } = await deployEmbedded({ stackFile, endpoint: cloud.endpoint, region: cloud.region });
  return {
    target: { name: 'embedded', endpoint: cloud.endpoint, region: cloud.region, ...outputsSchema.parse(outputs) },
    async close() {
      await cloud.close();
      await rm(outdir, { recursive: true, force: true });
    },
  };
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
