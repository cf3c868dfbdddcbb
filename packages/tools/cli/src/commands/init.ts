import { Command } from 'commander';
import type { Options } from '../actions/init.ts';

export const initCommand = new Command('init')
  .description(
    'Make a repository of your own from this checkout: what is deployed and what runs it, without its workshop.',
  )
  .argument('<folder>', 'a new folder outside of this checkout')
  .option('--name <name>', "part of every resource's name (default: the folder's name)")
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    `
It gets the functions, the stack, the embedded cloud and this command line, with their tests and docs/; a README, a
configuration and a Git history of its own. Benchmarks, integration tests and examples stay here.

Examples:
  darkroom init ../acme-images
  darkroom init ../images --name acme`,
  )
  .action(async (folder: string, options: Options) =>
    (await import('../actions/init.ts')).run(folder, options),
  );
