import type { Options } from '../actions/open.ts';
import { stackCommand } from './stack-command.ts';

export const openCommand = stackCommand(
  'open',
  'Open the gallery, or a picture of an image, in the browser; print its address where there is none.',
  `  darkroom open                                             the gallery
  darkroom open 9f86d081884c7d659a2feaa0c55ad015            its largest picture
  darkroom open 9f86d081884c7d659a2feaa0c55ad015 --preset thumb`,
)
  .argument('[id]', 'of an image')
  .option('--preset <name>', 'which of its pictures')
  .action(async (id: string | undefined, options: Options) =>
    (await import('../actions/open.ts')).run(id, options),
  );
