import type { Options } from '../actions/redrive.ts';
import { stackCommand } from './stack-command.ts';

export const redriveCommand = stackCommand(
  'redrive',
  'Run failed events again: those in the queue failed-events, on which Lambda gave up.',
  `  darkroom redrive --list                   what failed, and why; changes nothing
  darkroom redrive                          run all of it again
  darkroom redrive --stage prod --json      for scripts

An event is deleted from the queue only after Lambda has accepted it, so an interruption loses nothing.`,
)
  .option('--list', 'only show and explain the failed events')
  .action(async (options: Options) => (await import('../actions/redrive.ts')).run(options));
