import { Option } from 'commander';
import type { Options } from '../actions/reprocess.ts';
import { parseRate } from './parse-rate.ts';
import { stackCommand } from './stack-command.ts';

export const reprocessCommand = stackCommand(
  'reprocess',
  'Make the variants of existing images again, in the order of their keys.',
  `  darkroom reprocess                                    every image, ten per second
  darkroom reprocess --preset large                     after you added a preset or a format, and deployed it
  darkroom reprocess --prefix 2026/ --since 2026-03-01  some of them
  darkroom reprocess --resume reprocess.json --rate 50  after an interruption, run it again: it continues`,
)
  .option('--prefix <prefix>', 'only originals whose key starts with this prefix')
  .option('--preset <name>', 'only images that lack a variant of this preset, in any of its formats')
  .option('--since <time>', 'only originals uploaded at or after this time, such as 2026-03-01, UTC')
  .option('--rate <number>', 'maximum number of images per second', parseRate, 10)
  .option('--start-after <key>', 'only originals whose key comes after this one')
  .addOption(
    new Option('--resume <file>', 'save the progress in this file and continue from it').conflicts(
      'startAfter',
    ),
  )
  .action(async (options: Options) => (await import('../actions/reprocess.ts')).run(options));
