import { InvalidArgumentError, Option } from 'commander';
import type { Options } from '../actions/url.ts';
import { stackCommand } from './stack-command.ts';

export const urlCommand = stackCommand(
  'url',
  'Print addresses of pictures: presets and transforms, signed where they must be.',
  `  darkroom url 9f86d081884c7d659a2feaa0c55ad015                       every preset
  darkroom url 9f86d081884c7d659a2feaa0c55ad015 medium --format webp
  darkroom url 9f86d081884c7d659a2feaa0c55ad015 w_800-h_600-fit_cover   docs/transforms.md has all of them
  darkroom url 9f86d081884c7d659a2feaa0c55ad015 blur_8-w_80 --expires 3600

Signing needs permission to read the keys: see darkroom keys.`,
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
  .option('--expires <seconds>', 'a signature is good for at least so long, at most twice', parseSeconds)
  .action(async (id: string, pictures: readonly string[], options: Options) =>
    (await import('../actions/url.ts')).run(id, pictures, options),
  );

function parseSeconds(value: string): number {
  const seconds = Number(value);
  if (!(Number.isInteger(seconds) && seconds > 0)) throw new InvalidArgumentError('Expected whole seconds.');
  return seconds;
}
