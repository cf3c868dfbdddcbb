import { type Api, openApi } from '../api/open-api.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import type { StackOptions } from '../operations/stack.ts';
import { withStackOptions } from './with-stack.ts';

/** Works with the API of a stage, as its user. Ends quietly when it is interrupted. */
export function withApi(
  options: WhereOptions,
  work: (api: Api, signal: AbortSignal, where: StackOptions) => Promise<void>,
): Promise<void> {
  return withStackOptions(options, async (where) => {
    const signal = interruption();
    try {
      await work(await openApi(where, signal), signal, where);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
    if (signal.aborted) process.exitCode = interruptedExitCode;
  });
}
