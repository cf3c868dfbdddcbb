import type { Options } from '../actions/show.ts';
import { stackCommand } from './stack-command.ts';

export const showCommand = stackCommand(
  'show',
  'Show all that is known of an image.',
  `  darkroom show 9f86d081884c7d659a2feaa0c55ad015
  darkroom show 9f86d081884c7d659a2feaa0c55ad015 --json   the image as the API returns it`,
)
  .argument('<id>', 'of the image, as ls prints it')
  .action(async (id: string, options: Options) => (await import('../actions/show.ts')).run(id, options));
