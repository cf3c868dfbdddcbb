import { Command, type CommanderError } from 'commander';
import { completionCommand } from './commands/completion.ts';
import { checkConfigCommand, configCommand } from './commands/config.ts';
import { costCommand } from './commands/cost.ts';
import { devCommand } from './commands/dev.ts';
import { doctorCommand } from './commands/doctor.ts';
import { emptyCommand } from './commands/empty.ts';
import { eraseCommand } from './commands/erase.ts';
import { getCommand } from './commands/get.ts';
import { importCommand } from './commands/import.ts';
import { initCommand } from './commands/init.ts';
import { keysCommand } from './commands/keys.ts';
import { logsCommand } from './commands/logs.ts';
import { lsCommand } from './commands/ls.ts';
import { openCommand } from './commands/open.ts';
import { redriveCommand } from './commands/redrive.ts';
import { reprocessCommand } from './commands/reprocess.ts';
import { rmCommand } from './commands/rm.ts';
import { showCommand } from './commands/show.ts';
import { startCommand } from './commands/start.ts';
import { statsCommand } from './commands/stats.ts';
import { terraformCommands } from './commands/terraform.ts';
import { trailCommand } from './commands/trail.ts';
import { uploadCommand } from './commands/upload.ts';
import { urlCommand } from './commands/url.ts';
import { verifyCommand } from './commands/verify.ts';
import { CliError } from './errors.ts';
import { fileRefusal } from './file-refusal.ts';
import { userFolder } from './user-folder.ts';
import { visible } from './visible.ts';

// Node.js 20 is supported here. The SDK's warning about it concerns us, not the user.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** Commands that run what is built: the functions and the stack. */
const startCommands = [startCommand, devCommand];
/** Commands that need nothing of what is built. */
const unbuiltCommands = [checkConfigCommand, completionCommand];
/** Say what they take, and import what they do when they run, so that --help loads none of it. */
const commands = [
  ...startCommands,
  ...terraformCommands,
  uploadCommand,
  lsCommand,
  showCommand,
  openCommand,
  urlCommand,
  getCommand,
  rmCommand,
  statsCommand,
  costCommand,
  importCommand,
  logsCommand,
  trailCommand,
  redriveCommand,
  reprocessCommand,
  verifyCommand,
  emptyCommand,
  eraseCommand,
  keysCommand,
  doctorCommand,
  configCommand,
  initCommand,
  completionCommand,
];

/** What must be up to date before a command runs; for an installation that is never changed, nothing. */
export interface Builds {
  /** The functions and everything around them. */
  all(target: string | undefined): Promise<void>;
  /** darkroom.config.ts. */
  config(): Promise<void>;
}

/** Commander would exit with 1 for wrong usage, but 1 means that something failed later. */
const endWrongUsage = ({ exitCode }: CommanderError): never => process.exit(exitCode === 0 ? 0 : 2);

/** Runs the command line; sets the exit code. */
export async function main(argv: readonly string[], builds?: Builds): Promise<void> {
  const program = new Command('darkroom')
    .description('Drop a photo in a bucket, get finished prints in another.')
    .showHelpAfterError('(see --help)')
    .exitOverride(endWrongUsage)
    .hook('preAction', (_program, command) => builds && buildFor(command, builds));
  for (const command of [...commands, checkConfigCommand]) command.exitOverride(endWrongUsage);
  for (const command of commands) program.addCommand(command);
  try {
    await program.parseAsync(argv, { from: 'user' });
  } catch (error) {
    const told = fileRefusal(error) ?? (isForUser(error) ? error.message : undefined);
    if (told === undefined) throw error;
    console.error(told.split('\n').map(visible).join('\n'));
    process.exitCode = error instanceof CliError ? error.exitCode : 1;
  }
}

async function buildFor(command: Command, builds: Builds): Promise<void> {
  if (unbuiltCommands.includes(command)) return;
  if (startCommands.includes(command)) {
    const { refuseEarly } = await import('./start/refuse-early.ts');
    await refuseEarly(command.args, command.opts<{ port: number }>().port);
    return builds.all(undefined);
  }
  if (!terraformCommands.includes(command)) return builds.config();
  const { resolveWhere } = await import('./actions/where.ts');
  return builds.all(resolveWhere(command.opts(), process.env, userFolder()).target);
}

/** Told by name: the classes of packages that are not bundled with the command line exist twice. */
function isForUser(error: unknown): error is Error {
  return error instanceof Error && forUsers.includes(error.name);
}

const forUsers = [
  ...['CliError', 'StackError', 'DeployError'],
  ...['BundleError', 'ConfigError', 'UnreadableConfigError'],
];
