import { Command, Option } from 'commander';

const whereHelp = `
Where the stack is (the first of these that is set):
  --endpoint, --target                  of the command
  DARKROOM_ENDPOINT, DARKROOM_TARGET    of the environment; then AWS_ENDPOINT_URL
  .darkroom.json                        in this folder or above, such as { "target": "embedded", "stage": "dev" }
  none of them                          AWS, with the credentials of the environment
The stage is --stage, DARKROOM_STAGE, .darkroom.json's, or dev.`;

/** What every command on a deployed stack takes; `actions/where.ts` says what it means. */
export interface WhereOptions {
  readonly stage?: string;
  readonly target?: string;
  readonly endpoint?: string;
}

/** A command that works on a deployed stack. One rule for all of them decides which stack that is. */
export function stackCommand(name: string, description: string, examples: string): Command {
  return new Command(name)
    .description(description)
    .option('--stage <name>', 'stage of the deployment')
    .addOption(new Option('--target <target>', 'where it is').choices(['aws', 'localstack', 'embedded']))
    .option('--endpoint <url>', 'endpoint of local-aws or LocalStack')
    .option('--json', 'print one JSON document')
    .addHelpText('after', `${whereHelp}\n\nExamples:\n${examples}`);
}
