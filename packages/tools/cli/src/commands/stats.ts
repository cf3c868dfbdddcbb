import type { Options } from '../actions/stats.ts';
import { stackCommand } from './stack-command.ts';

export const statsCommand = stackCommand(
  'stats',
  'Count your images, their variants and bytes.',
  `  darkroom stats
  darkroom stats --json`,
).action(async (options: Options) => (await import('../actions/stats.ts')).run(options));
