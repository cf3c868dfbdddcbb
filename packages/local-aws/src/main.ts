import { resolve } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import type { Log } from './cloud.ts';
import { type LocalAws, startLocalAws } from './start-local-aws.ts';

interface Options {
  readonly port: number;
  readonly dataDir?: string;
  readonly region: string;
  readonly enforceIam: boolean;
  readonly concurrency?: number;
  readonly json: boolean;
}

const program = new Command('local-aws')
  .description(
    'AWS on 127.0.0.1 in one Node.js process: S3, Lambda, DynamoDB, API Gateway and what belongs to them.',
  )
  .option('--port <number>', 'where it listens; 0 takes a free port', wholeNumber, 4566)
  .option(
    '--data-dir <folder>',
    'keeps everything here between runs (default: a temporary folder)',
    userFolder,
  )
  .option('--region <name>', 'the region of its ARNs', 'us-east-1')
  .option('--enforce-iam', 'evaluate IAM policies for every caller but root', false)
  .option('--concurrency <number>', "Lambda's account concurrency (default: 1000)", wholeNumber)
  .option('--json', 'print one line of JSON once it listens', false)
  .showHelpAfterError('(--help shows how it is used)')
  .addHelpText(
    'after',
    `
Examples:
  $ local-aws --data-dir ~/.local-aws
  $ local-aws --port 0 --enforce-iam --json
  $ AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test aws --endpoint-url http://127.0.0.1:4566 s3 mb s3://photos

Whoever signs with "test" and "test" is the root user of account 000000000000.`,
  )
  .action(serve);

/** Runs the command line: serves until SIGINT or SIGTERM; sets the exit code. */
export async function main(argv: readonly string[]): Promise<void> {
  await program.parseAsync(argv, { from: 'user' });
}

async function serve({ port, dataDir, region, enforceIam, concurrency, json }: Options): Promise<void> {
  let aws: LocalAws;
  try {
    aws = await startLocalAws({
      port,
      region,
      enforceIam,
      log: stderrLog,
      ...(dataDir === undefined ? {} : { dataDir }),
      ...(concurrency === undefined ? {} : { lambda: { concurrency } }),
    });
  } catch (error) {
    const problem = startProblem(error, { port, ...(dataDir === undefined ? {} : { dataDir }) });
    if (problem === undefined) throw error;
    console.error(problem);
    process.exitCode = 1;
    return;
  }
  const { endpoint, accountId } = aws;
  console.log(
    json
      ? JSON.stringify({ endpoint, port: aws.port, accountId, region })
      : `local-aws listens on ${endpoint} (account ${accountId}, ${region}). Ctrl-C ends it.`,
  );
  await interrupted();
  await aws.close();
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}

/** What to do about the two faults a user can mend. */
function startProblem(
  error: unknown,
  { port, dataDir }: Pick<Options, 'port' | 'dataDir'>,
): string | undefined {
  const codes = [error, error instanceof Error ? error.cause : undefined].map((fault) =>
    fault instanceof Error && 'code' in fault ? fault.code : undefined,
  );
  if (codes.includes('EADDRINUSE')) {
    return `Port ${port} is taken, perhaps by LocalStack or another local-aws. Stop it, or choose another port: --port ${port + 1}`;
  }
  if (codes.includes('LEVEL_LOCKED')) {
    return `The data in ${dataDir} is used by another local-aws. Stop it, or choose another folder: --data-dir`;
  }
  return undefined;
}

/** Unknown operations are warnings; output is for programs. */
const stderrLog: Log = {
  info() {},
  warn: (message, fields) => console.error(line('warning', message, fields)),
  error: (message, fields) => console.error(line('error', message, fields)),
};

function line(level: string, message: string, fields: Record<string, unknown> = {}): string {
  const details = Object.entries(fields).map(([name, value]) => ` ${name}=${String(value)}`);
  return `${level}: ${message}${details.join('')}`;
}

/** npm and pnpm run scripts in the project's folder; INIT_CWD is where the user is. */
function userFolder(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}

function wholeNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError('Expected a whole number.');
  return Number(text);
}
