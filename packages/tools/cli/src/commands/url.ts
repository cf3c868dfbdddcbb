import { Option } from 'commander';
import type { Options } from '../actions/url.ts';
import { stackCommand } from './stack-command.ts';

export const urlCommand = stackCommand(
  'url',
  'Print addresses of pictures: presets and transforms, signed where they must be.',
  `  darkroom url 9f86d081884c7d659a2feaa0c55ad015                       every preset
  darkroom url 9f86d081884c7d659a2feaa0c55ad015 medium --format webp
  darkroom url 9f86d081884c7d659a2feaa0c55ad015 w_800-h_600-fit_cover   docs/transforms.md has all of them

The API signs, for whoever may see the image. A signed address is good for at least a day. For other times sign on your own
server: docs/delivery.md.`,
)
  .argument('<id>', 'of the image, as ls prints it')
  .argument('[pictures...]', 'presets and transforms')
  .addOption(
    new Option('--format <format>', 'instead of what the browser likes best').choices([
      'avif',
      'webp',
      'jpg',
      'png',
    ]),
  )
  .action(async (id: string, pictures: readonly string[], options: Options) =>
    (await import('../actions/url.ts')).run(id, pictures, options),
  );
