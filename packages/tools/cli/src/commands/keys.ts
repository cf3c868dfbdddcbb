import type { Options } from '../actions/keys.ts';
import { stackCommand } from './stack-command.ts';

export const keysCommand = stackCommand(
  'keys',
  'List, add and remove the keys that sign addresses of pictures.',
  `  darkroom keys                      which keys there are
  darkroom keys --add                a new key; the old ones stay valid, and sign for five more minutes
  darkroom keys --remove k1          addresses that k1 signed end within a minute
  darkroom keys --show k2            its secret, for servers that sign themselves

To rotate: add a key, wait until no address that the old one signed is in use, remove the old one.`,
)
  .option('--add', 'make a new key')
  .option('--remove <id>', 'remove a key')
  .option('--show <id>', 'print the secret of a key')
  .action(async (options: Options) => (await import('../actions/keys.ts')).run(options));
