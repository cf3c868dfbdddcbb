import { Command, Option } from 'commander';
import { targets } from '../terraform/target.ts';

const whereHelp = `
Where the stack is (the first of these that is set):
  --endpoint, --target                  of the command
  DARKROOM_ENDPOINT, DARKROOM_TARGET    of the environment; then AWS_ENDPOINT_URL
  .darkroom.json                        in this folder or above, such as { "target": "embedded", "stage": "dev" }
  none of them                          AWS, with the credentials of the environment
The stage is --stage, DARKROOM_STAGE, .darkroom.json's, or dev.`;

/** What every command on a stage takes; `actions/where.ts` says what it means. */
export interface WhereOptions {
  readonly stage?: string;
  readonly target?: string;
  readonly endpoint?: string;
}

/** A command that works on a stage. One rule for all of them decides which stage that is, and where. */
export function stageCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .option('--stage <name>', 'stage of the deployment')
    .addOption(new Option('--target <target>', 'where it is').choices(targets))
    .option('--endpoint <url>', 'endpoint of local-aws or LocalStack')
    .addHelpText('after', whereHelp);
}

/** A command that works on a deployed stack. */
export function stackCommand(
  name: string,
  description: string,
  examples: string,
  json = 'print one JSON document',
): Command {
  return stageCommand(name, description)
    .option('--json', json)
    .addHelpText('after', `\nExamples:\n${examples}`);
}
