import type { WhereOptions } from '../commands/stack-command.ts';
import { type DeployedStack, openStack, type StackOptions } from '../operations/stack.ts';
import { explainStackError } from '../operations/stack-error.ts';
import { userFolder } from '../user-folder.ts';
import { resolveWhere } from './where.ts';

/** Opens the stack and works on it. Throws a `CliError` for problems that the operator can solve. */
export function withStack(
  options: WhereOptions,
  work: (stack: DeployedStack, where: StackOptions) => Promise<void>,
): Promise<void> {
  return withStackOptions(options, async (where) => work(await openStack(where), where));
}

/** The same for work that needs less than the whole stack. */
export async function withStackOptions(
  options: WhereOptions,
  work: (where: StackOptions) => Promise<void>,
): Promise<void> {
  const where = resolveWhere(options, process.env, userFolder());
  try {
    await work(where);
  } catch (error) {
    throw explainStackError(error, where);
  }
}
