import { colours } from '../colours.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { type DeliveryKeys, openDeliveryKeys } from '../operations/delivery-keys.ts';
import { withStackOptions } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly json?: boolean;
  readonly add?: boolean;
  readonly remove?: string;
  readonly show?: string;
}

export function run(options: Options): Promise<void> {
  return withStackOptions(options, (where) => work(openDeliveryKeys(where), options));
}

async function work(keys: DeliveryKeys, { add, remove, show, json }: Options): Promise<void> {
  if (add) await keys.add();
  if (remove !== undefined) await keys.remove(remove);
  const all = await keys.list();
  if (show !== undefined) {
    const key = all.find(({ id }) => id === show);
    if (!key) throw new CliError('NoSuchKey', `There is no key ${show}.`, 2);
    console.log(json ? JSON.stringify({ id: key.id, secret: key.secret }) : key.secret);
    return;
  }
  if (json) {
    console.log(JSON.stringify({ keys: all.map(({ id, createdAt }) => ({ id, createdAt })) }));
    return;
  }
  for (const { id, createdAt } of all) console.log(`${colours.bold(id)}  since ${createdAt.toISOString()}`);
  if (all.length === 0) console.log('There are no keys, so nothing can be signed: darkroom keys --add');
}
