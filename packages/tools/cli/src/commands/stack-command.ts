import { readSettings } from '@darkroom/infra';
import { Command, Option } from 'commander';
import { type DeployedStack, openStack, type StackOptions } from '../operations/stack.ts';
import { explainStackError } from '../operations/stack-error.ts';

const whereHelp = `
Where the stack is (the first of these that is set):
  --endpoint, DARKROOM_ENDPOINT, AWS_ENDPOINT_URL   local-aws or LocalStack, e.g. http://127.0.0.1:4566
  none of them                                      AWS, with the credentials of the environment`;

/** A command that works on a deployed stack. One rule for all of them decides which stack that is. */
export function stackCommand(name: string, description: string, examples: string): Command {
  return new Command(name)
    .description(description)
    .addOption(new Option('--stage <name>', 'stage of the deployment').env('DARKROOM_STAGE').default('dev'))
    .addOption(new Option('--endpoint <url>', 'endpoint of local-aws or LocalStack').env('DARKROOM_ENDPOINT'))
    .option('--json', 'print one JSON document')
    .addHelpText('after', `${whereHelp}\n\nExamples:\n${examples}`);
}

/** Opens the stack and works on it. Throws a `CliError` for problems that the operator can solve. */
export function withStack(
  options: StackOptions,
  work: (stack: DeployedStack) => Promise<void>,
): Promise<void> {
  return withStackOptions(options, async (where) => work(await openStack(where)));
}

/** The same for work that needs less than the whole stack. */
export async function withStackOptions(
  { stage, endpoint }: StackOptions,
  work: (where: StackOptions) => Promise<void>,
): Promise<void> {
  const local = endpoint ?? (process.env.AWS_ENDPOINT_URL || undefined);
  const settings = readSettings({ DARKROOM_STAGE: stage, DARKROOM_ENDPOINT: local });
  const where = { stage: settings.stage, endpoint: local && settings.endpoint };
  try {
    await work(where);
  } catch (error) {
    throw explainStackError(error, where);
  }
}
