import type { Options } from '../actions/get.ts';
import { stackCommand } from './stack-command.ts';

export const getCommand = stackCommand(
  'get',
  'Save the pictures of images in a folder.',
  `  darkroom get 9f86d081884c7d659a2feaa0c55ad015                   all of its variants, in this folder
  darkroom get 9f86… 60303ae2… --out prints --preset large
  darkroom get 9f86d081884c7d659a2feaa0c55ad015 --original          what was uploaded

A file is named photo-large.webp, or photo.jpg if it is the original. Files with these names are replaced. For originals you
need AWS permission to read their bucket.

Exit code: 0 if all are saved, 1 if any could not be saved.`,
)
  .argument('<ids...>', 'of the images, as ls prints them')
  .option('--out <folder>', 'where to; it is made if it is not there', '.')
  .option('--preset <name>', 'only the variants of this preset')
  .option('--original', 'what was uploaded instead of the variants')
  .action(async (ids: readonly string[], options: Options) =>
    (await import('../actions/get.ts')).run(ids, options),
  );
