import type { Options } from '../actions/rm.ts';
import { stackCommand } from './stack-command.ts';

export const rmCommand = stackCommand(
  'rm',
  'Delete images with their originals and variants.',
  `  darkroom rm 9f86d081884c7d659a2feaa0c55ad015         asks before it deletes
  darkroom rm --yes 9f86… 60303ae2…                     for scripts

Exit code: 0 if all are deleted, 1 if any could not be deleted.`,
)
  .argument('<ids...>', 'of the images, as ls prints them')
  .option('--yes', 'delete without asking')
  .action(async (ids: readonly string[], options: Options) =>
    (await import('../actions/rm.ts')).run(ids, options),
  );
