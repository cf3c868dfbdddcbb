import { DeployError } from '@darkroom/embedded-deploy';
import { StackError } from '@darkroom/infra';
import { Command, type CommanderError } from 'commander';
import { emptyCommand } from './commands/empty.ts';
import { keysCommand } from './commands/keys.ts';
import { redriveCommand } from './commands/redrive.ts';
import { reprocessCommand } from './commands/reprocess.ts';
import { startCommand } from './commands/start.ts';
import { terraformCommands } from './commands/terraform.ts';
import { verifyCommand } from './commands/verify.ts';
import { CliError } from './errors.ts';
import { visible } from './visible.ts';

// Node.js 20 is supported here. The SDK's warning about it concerns us, not the user.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Commander would exit with 1 for wrong usage, but 1 means that something failed later. */
const endWrongUsage = ({ exitCode }: CommanderError): never => process.exit(exitCode === 0 ? 0 : 2);

const program = new Command('darkroom')
  .description('Drop a photo in a bucket, get finished prints in another.')
  .showHelpAfterError('(see --help)')
  .exitOverride(endWrongUsage);
for (const command of [
  startCommand,
  redriveCommand,
  reprocessCommand,
  verifyCommand,
  emptyCommand,
  keysCommand,
  ...terraformCommands,
])
  program.addCommand(command.exitOverride(endWrongUsage));

/** Runs the command line; sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CliError || error instanceof StackError || error instanceof DeployError))
      throw error;
    console.error(error.message.split('\n').map(visible).join('\n'));
    process.exitCode = error instanceof CliError ? error.exitCode : 1;
  }
}
