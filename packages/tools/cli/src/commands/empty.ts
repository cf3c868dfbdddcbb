import type { Options } from '../actions/empty.ts';
import { stackCommand } from './stack-command.ts';

export const emptyCommand = stackCommand(
  'empty',
  'Permanently delete all originals, variants and overlays of a stage, before you destroy it.',
  `  darkroom empty --stage test                  asks you to type the stage's name
  darkroom empty --stage test --auto-approve   for scripts

On AWS, destroy deletes neither buckets that hold photos nor the protected catalog table. This command deletes the photos
with all old versions, permanently, and removes the table's protection.`,
)
  .option('--auto-approve', 'delete without asking for approval')
  .action(async (options: Options) => (await import('../actions/empty.ts')).run(options));
