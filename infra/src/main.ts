// The app that `cdktf` runs: reads the settings from the environment and writes Terraform's JSON into cdktf.out.

import { builtConfig } from './built-config.ts';
import { StackError } from './errors.ts';
import { readSettings } from './settings.ts';
import { synthesize } from './synthesize.ts';

try {
  synthesize(builtConfig(), readSettings(process.env), process.env.CDKTF_OUTDIR ?? 'cdktf.out');
} catch (error) {
  if (!(error instanceof StackError)) throw error;
  console.error(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
