import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { viewerFunction } from '@darkroom/admit-viewer';
import { ensureDeliveryKey } from '@darkroom/cli/start/delivery-key';
import { deployEmbedded } from '@darkroom/embedded-deploy';
import { accessMode, builtConfig, synthesize } from '@darkroom/infra';
import { buildFunction, hostTarget } from '@darkroom/lambda-bundle';
import { type LocalAwsOptions, startLocalAws } from '@darkroom/local-aws';
import { type Session, session } from '@darkroom/localstack-client';
import {
  isSigned,
  type PipelineConfig,
  type PipelineConfigInput,
  parseConfig,
} from '@darkroom/pipeline-config';
import { gapsOf } from './gaps.ts';
import { outputsSchema } from './outputs.ts';
import type { Target } from './target.ts';

export interface EmbeddedStackOptions extends LocalAwsOptions {
  /** Builds functions and stack with this configuration instead of the root's darkroom.config.ts. */
  readonly config?: PipelineConfigInput;
  /** Folders of functions of a user's own, as they would be in packages/functions. */
  readonly added?: readonly string[];
}

export interface EmbeddedStack {
  readonly target: Target;
  /** Clients with the root user's credentials. */
  readonly local: Session;
  close(): Promise<void>;
}

/** The stack on its own local-aws, with IAM enforced and short waits before retries. */
export async function startEmbeddedStack({
  config: input,
  added = [],
  ...options
}: EmbeddedStackOptions = {}): Promise<EmbeddedStack> {
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
    const config = input === undefined ? builtConfig() : parseConfig(input);
    const functionsDir = input === undefined ? undefined : await buildFunctions(config, outdir, added);
    const { stackFile } = synthesize(config, settings, join(outdir, 'cdktf.out'), functionsDir);
    const { outputs } = await deployEmbedded({ stackFile, endpoint, region });
    await ensureDeliveryKey({ stage: settings.stage, endpoint });
    const name = settings.target;
    const auth = accessMode(config.auth, settings).mode;
    const gaps = gapsOf(name, auth);
    const target: Target = { name, endpoint, region, auth, gaps, ...outputsSchema.parse(outputs) };
    return { target, local: session({ endpoint, region }), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Zips of all functions with `config` built in, in the folder layout that `synthesize` expects. */
async function buildFunctions(
  config: PipelineConfig,
  folder: string,
  added: readonly string[],
): Promise<string> {
  const configFile = join(folder, 'config.json');
  await writeFile(configFile, JSON.stringify(config));
  const names = [
    'process-upload',
    'record-failure',
    'images-api',
    'serve-image',
    'publish-changes',
    'deliver-webhooks',
    'invalidate-cache',
    ...(config.steps.some(({ after }) => after === 'ready') ? ['run-steps'] : []),
    ...(config.monitoring ? ['count-stuck'] : []),
  ];
  const viewer = join(folder, 'functions/admit-viewer/dist');
  await mkdir(viewer, { recursive: true });
  const { widths } = config.delivery;
  await writeFile(join(viewer, 'function.js'), await viewerFunction({ signed: isSigned(config), widths }));
  const packages = names.map((name) => fileURLToPath(new URL(`../../../functions/${name}`, import.meta.url)));
  await Promise.all(
    [...packages, ...added].map(async (source) => {
      const copy = join(folder, 'functions', basename(source));
      if (existsSync(join(source, 'function.json'))) await cp(source, copy, { recursive: true });
      else
        await buildFunction(source, hostTarget(), {
          configFile,
          outdir: join(copy, 'dist'),
          compressed: false,
        });
    }),
  );
  return join(folder, 'functions');
}
