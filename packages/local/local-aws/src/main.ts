import { resolve } from 'node:path';
import { Command, type CommanderError, InvalidArgumentError } from 'commander';
import type { Log } from './cloud/cloud.ts';
import { type LocalAws, startLocalAws } from './start-local-aws.ts';
import { DataFolderError } from './storage/data-folder-error.ts';

interface Options {
  readonly port: number;
  readonly dataDir?: string;
  readonly region: string;
  readonly allowedHost?: readonly string[];
  readonly enforceIam: boolean;
  readonly concurrency?: number;
  readonly alarmSpeed?: number;
  readonly json: boolean;
}

const wrongUsage = 2;

const program = new Command('local-aws')
  .description('AWS on 127.0.0.1 in one Node.js process: S3, Lambda, DynamoDB, API Gateway and more.')
  .option('--port <number>', 'port to listen on; 0 chooses a free port', between(0, 65_535), 4566)
  .option(
    '--data-dir <folder>',
    'keep all data in this folder between runs (default: a temporary folder)',
    userFolder,
  )
  .option('--region <name>', 'region in ARNs', regionName, 'us-east-1')
  .option(
    '--allowed-host <name...>',
    'a host name, besides localhost, to which requests may be sent; .name allows all its subdomains',
  )
  .option('--enforce-iam', 'evaluate IAM policies for every caller except root', false)
  .option('--concurrency <number>', "Lambda's account concurrency (default: 1000)", between(1))
  .option(
    '--alarm-speed <number>',
    "how many seconds of an alarm's periods pass in one second (default: 1)",
    between(1, 3600),
  )
  .option('--json', 'print one line of JSON when it is ready', false)
  .showHelpAfterError('(see --help)')
  .addHelpText(
    'after',
    `
Examples:
  $ local-aws --data-dir ~/.local-aws
  $ local-aws --port 0 --enforce-iam --json
  $ AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --endpoint-url http://127.0.0.1:4566 s3 mb s3://photos

The access key "test" with the secret "test" is the root user of account 000000000000.`,
  )
  .exitOverride(endWrongUsage)
  .action(serve);

/** Runs the command line: serves until SIGINT or SIGTERM; sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  await program.parseAsync(argv, { from: 'user' });
}

async function serve(options: Options): Promise<void> {
  const { port, dataDir, region, allowedHost, enforceIam, concurrency, alarmSpeed, json } = options;
  let aws: LocalAws;
  try {
    aws = await startLocalAws({
      port,
      region,
      enforceIam,
      log: stderrLog,
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(allowedHost === undefined ? {} : { allowedHosts: allowedHost }),
      ...(concurrency === undefined ? {} : { lambda: { concurrency } }),
      ...(alarmSpeed === undefined ? {} : { cloudWatch: { alarmSpeed } }),
    });
  } catch (error) {
    if (error instanceof DataFolderError) {
      console.error(error.message);
      process.exitCode = error.code === 'DataFolderInUse' ? 1 : wrongUsage;
      return;
    }
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(
      `Port ${port} is in use, perhaps by LocalStack or another local-aws. Stop it, or choose another port with --port ${port + 1}`,
    );
    process.exitCode = 1;
    return;
  }
  const { endpoint, accountId } = aws;
  console.log(
    json
      ? JSON.stringify({ endpoint, port: aws.port, accountId, region })
      : `local-aws listens on ${endpoint} (account ${accountId}, ${region}). Press Ctrl-C to stop.`,
  );
  await interrupted();
  await aws.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** Unknown operations are logged as warnings on stderr; stdout is for programs. */
const stderrLog: Log = {
  info() {},
  warn: (message, fields) => console.error(line('warning', message, fields)),
  error: (message, fields) => console.error(line('error', message, fields)),
};

function line(level: string, message: string, fields: Record<string, unknown> = {}): string {
  const details = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${level}: ${message}${details.join('')}`;
}

/** npm and pnpm run scripts in the project's folder; INIT_CWD is the user's folder. */
function userFolder(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function between(low: number, high = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const range = high === Number.MAX_SAFE_INTEGER ? `${low} or more` : `${low} to ${high}`;
  return (text) => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= low && number <= high) return number;
    throw new InvalidArgumentError(`Expected a whole number, ${range}.`);
  };
}

function regionName(text: string): string {
  if (/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) return text;
  throw new InvalidArgumentError('Expected an AWS region, such as eu-west-1.');
}

/** Commander would exit with 1 for wrong usage, but 1 means that something failed later. */
function endWrongUsage({ exitCode }: CommanderError): never {
  process.exit(exitCode === 0 ? 0 : wrongUsage);
}
