import { join, resolve } from 'node:path';
import { ConfigError, type PipelineConfig } from '@darkroom/pipeline-config';
import { loadConfig, UnreadableConfigError } from '@darkroom/pipeline-config/load-config';
import { counted } from '../amounts.ts';
import { colours } from '../colours.ts';
import { userFolder } from '../user-folder.ts';
import { checkoutRoot } from './checkout-root.ts';

export interface Options {
  readonly json?: boolean;
}

export async function run(named: string | undefined, { json }: Options): Promise<void> {
  const file = named === undefined ? join(checkoutRoot, 'darkroom.config.ts') : resolve(userFolder(), named);
  try {
    const config = await loadConfig(file);
    console.log(json ? JSON.stringify({ valid: true, file, config }) : summary(config));
  } catch (error) {
    const isInvalid = error instanceof ConfigError || error instanceof UnreadableConfigError;
    if (!(json && isInvalid)) throw error;
    console.log(JSON.stringify({ valid: false, file, code: error.code, reason: error.message }));
    process.exitCode = 1;
  }
}

function summary({ name, region, presets, auth }: PipelineConfig): string {
  const names = Object.keys(presets);
  return `${colours.green('valid')} ${name} in ${region}, ${counted(names.length, 'preset')} (${names.join(', ')}), access ${auth?.mode ?? 'iam on AWS, open on this machine'}`;
}
