import { colours } from '../colours.ts';
import { CliError } from '../errors.ts';
import { type DeliveryKeys, openDeliveryKeys } from '../operations/delivery-keys.ts';
import type { StackOptions } from '../operations/stack.ts';
import { stackCommand, withStackOptions } from './stack-command.ts';

interface Options extends StackOptions {
  readonly json?: boolean;
  readonly add?: boolean;
  readonly remove?: string;
  readonly show?: string;
}

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
  .action((options: Options) => withStackOptions(options, (where) => run(openDeliveryKeys(where), options)));

async function run(keys: DeliveryKeys, { add, remove, show, json }: Options): Promise<void> {
  if (add) await keys.add();
  if (remove !== undefined) await keys.remove(remove);
  const all = await keys.list();
  if (show !== undefined) {
    const key = all.find(({ id }) => id === show);
    if (!key) throw new CliError('NoSuchKey', `There is no key ${show}.`, 2);
    console.log(key.secret);
    return;
  }
  if (json) {
    console.log(JSON.stringify({ keys: all.map(({ id, createdAt }) => ({ id, createdAt })) }));
    return;
  }
  for (const { id, createdAt } of all) console.log(`${colours.bold(id)}  since ${createdAt.toISOString()}`);
  if (all.length === 0) console.log('There are no keys, so nothing can be signed: darkroom keys --add');
}
