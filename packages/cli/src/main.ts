import { Command } from 'commander';
import { startCommand } from './commands/start.ts';
import { CliError } from './errors.ts';

const program = new Command('darkroom')
  .description('Drop a photo in a bucket, get finished prints in another.')
  .showHelpAfterError('(--help shows how it is used)')
  .addCommand(startCommand);

/** Runs the command line; sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    console.error(error.message);
    process.exitCode = error.exitCode;
  }
}
