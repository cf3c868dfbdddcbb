import { Option } from 'commander';
import type { Options } from '../actions/verify.ts';
import { stackCommand } from './stack-command.ts';

export const verifyCommand = stackCommand(
  'verify',
  'Compare the catalog with the originals, the variants and the published events.',
  `  darkroom verify                  list what does not agree
  darkroom verify --repair         repair what is found, through the pipeline itself
  darkroom verify --stage prod --json
  darkroom verify --code           compare the code that runs with this checkout's build and with Terraform's state

Changes of the last minute are not checked. Totals that changed in the last minute are not compared, but --repair
counts them again. Images are processed again in the background, so run verify again after a repair.

Exit code: 0 if everything agrees or was repaired, 1 if findings remain.`,
)
  .addOption(new Option('--repair', 'repair what is found').conflicts('code'))
  .option('--code', 'compare the code of the functions, not the images')
  .action(async ({ code, ...options }: Options & { readonly code?: boolean }) => {
    if (code) await (await import('../actions/verify-code.ts')).run(options);
    else await (await import('../actions/verify.ts')).run(options);
  });
