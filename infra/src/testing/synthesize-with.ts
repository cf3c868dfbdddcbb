import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PipelineConfigInput, parseConfig } from '@darkroom/pipeline-config';
import { onTestFinished } from 'vitest';
import type { Settings } from '../settings.ts';
import { synthesize } from '../synthesize.ts';
import { writePlaceholderFunctions } from './placeholder-functions.ts';

/** Blocks of one resource type, by their name in the stack. */
type Blocks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export interface SynthesizedJson {
  readonly resource: Readonly<Record<string, Blocks>>;
  readonly output: Readonly<Record<string, { readonly value: unknown }>>;
  readonly provider: Readonly<Record<string, unknown>>;
  readonly terraform: { readonly backend: Readonly<Record<string, Record<string, unknown>>> };
}

/** The stack as Terraform would read it, with zips that claim to be built for `architecture`. */
export async function synthesizeWith(
  config: Partial<PipelineConfigInput> = {},
  settings: Partial<Settings> = {},
  architecture = 'any',
  added: readonly { readonly name: string }[] = [],
): Promise<SynthesizedJson> {
  const folder = await mkdtemp(join(tmpdir(), 'darkroom-synth-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writePlaceholderFunctions(join(folder, 'functions'), architecture, added);
  const { stackFile } = synthesize(
    parseConfig({ presets: { thumb: { width: 64 } }, ...config }),
    { stage: 'test', target: 'aws', endpoint: 'http://127.0.0.1:4566', ...settings },
    join(folder, 'cdktf.out'),
    join(folder, 'functions'),
  );
  return JSON.parse(await readFile(stackFile, 'utf8'));
}
