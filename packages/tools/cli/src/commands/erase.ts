import type { Options } from '../actions/erase.ts';
import { stackCommand } from './stack-command.ts';

export const eraseCommand = stackCommand(
  'erase',
  'Delete all images of an owner for good, and prove that they are gone.',
  `  darkroom erase --owner alice         asks you to type the owner
  darkroom erase --owner alice --yes   for scripts

It deletes what the API deletes, and the old versions of a versioned bucket as well. Then it looks for all of it again, and
says what ends by itself later. Exit code: 0 if nothing is left, else 1.`,
)
  .requiredOption('--owner <name>', 'whose images; with JWT the token’s subject, with IAM the caller’s ARN')
  .option('--yes', 'delete without asking')
  .action(async (options: Options) => (await import('../actions/erase.ts')).run(options));
