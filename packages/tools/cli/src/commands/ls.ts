import { InvalidArgumentError } from 'commander';
import type { Options } from '../actions/ls.ts';
import { stackCommand } from './stack-command.ts';

export const lsCommand = stackCommand(
  'ls',
  'List images, the newest first.',
  `  darkroom ls                                   the newest 20
  darkroom ls --all --status failed             everything that failed
  darkroom ls --tag beach --json                for scripts
  darkroom ls --taken-from 2026-05              photos by when they were taken
  darkroom ls --tag beach --camera 'Canon EOS R6'   filters go together
  darkroom ls --near 9f86d081884c7d659a2feaa0c55ad015   what looks like that one; goes with no other filter`,
)
  .option('--status <status>', 'pending, processing, ready or failed')
  .option('--tag <tag>', 'only images with this tag')
  .option('--name <beginning>', 'only files whose name begins so, in upper or lower case; sorted by name')
  .option('--camera <name>', 'only photos of this camera, in upper or lower case')
  .option('--taken-from <time>', 'only photos taken then or later, such as 2026-05')
  .option('--taken-to <time>', 'only photos taken then or earlier')
  .option('--near <id>', 'images that look like this one, most alike first')
  .option('--limit <number>', 'how many at most', parseLimit, 20)
  .option('--all', 'as many as there are; they are read while they are printed')
  .action(async (options: Options) => (await import('../actions/ls.ts')).run(options));

function parseLimit(value: string): number {
  const limit = Number(value);
  if (!(Number.isInteger(limit) && limit > 0)) throw new InvalidArgumentError('Expected a number above 0.');
  return limit;
}
