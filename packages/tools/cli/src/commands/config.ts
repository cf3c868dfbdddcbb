import { Command } from 'commander';
import type { Options } from '../actions/check-config.ts';

export const checkConfigCommand = new Command('check')
  .description('Check a configuration as the build does, and name each wrong field.')
  .argument('[file]', 'of the configuration (default: darkroom.config.ts of this checkout)')
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    `
Examples:
  darkroom config check
  darkroom config check ../acme/darkroom.config.ts
  darkroom config check --json              with all defaults filled in

Exit code: 0 if it is valid, 1 if it is not.`,
  )
  .action(async (file: string | undefined, options: Options) =>
    (await import('../actions/check-config.ts')).run(file, options),
  );

export const configCommand = new Command('config')
  .description('Work on darkroom.config.ts: config check says whether it is valid.')
  .addCommand(checkConfigCommand);
