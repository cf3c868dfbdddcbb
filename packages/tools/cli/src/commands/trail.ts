import type { Options } from '../actions/trail.ts';
import { stackCommand } from './stack-command.ts';

export const trailCommand = stackCommand(
  'trail',
  'Show what happened to one image, in all services.',
  `  darkroom trail photos/cat.jpg                       by key
  darkroom trail 0dd844e3230a40e72b06c299fc727f07     by id
  darkroom trail photos/cat.jpg --json

It shows the original, each attempt of each function with its cost and its errors, and what was published.`,
)
  .argument('<image>', 'key or id')
  .option('--since <time>', 'read logs from then on (default: since the image was created)')
  .action(async (image: string, options: Options) =>
    (await import('../actions/trail.ts')).run(image, options),
  );
