import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { builtConfig, synthesize } from '@darkroom/infra';
import { type LocalAwsOptions, startLocalAws } from '@darkroom/local-aws';
import { outputsSchema } from './outputs.ts';
import type { Target } from './target.ts';

export interface EmbeddedStack {
  readonly target: Target;
  close(): Promise<void>;
}

/** The stack on a local-aws of its own, with IAM enforced and short waits before retries. */
export async function startEmbeddedStack(options: LocalAwsOptions = {}): Promise<EmbeddedStack> {
  const outdir = await mkdtemp(join(tmpdir(), 'darkroom-integration-'));
  const cloud = await startLocalAws({
    port: 0,
    enforceIam: true,
    ...options,
    lambda: { retryDelaysMs: [200, 400], ...options.lambda },
  });
  async function close() {
    await cloud.close();
    await rm(outdir, { recursive: true, force: true });
  }
  try {
    const { endpoint, region } = cloud;
    const settings = { stage: 'test', target: 'embedded', endpoint } as const;
    const { stackFile } = synthesize(builtConfig(), settings, outdir);
    const { outputs } = await deployEmbedded({ stackFile, endpoint, region });
    return { target: { name: 'embedded', endpoint, region, ...outputsSchema.parse(outputs) }, close };
  } catch (error) {
    await close();
    throw error;
  }
}
