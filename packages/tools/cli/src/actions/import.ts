import { resolve } from 'node:path';
import { builtConfig } from '@darkroom/infra/built-config';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { importBucket } from '../operations/import/import-bucket.ts';
import { openResumeFile, type ResumeFile } from '../operations/resume-file.ts';
import type { DeployedStack, StackOptions } from '../operations/stack.ts';
import { createProgress } from '../progress.ts';
import { userFolder } from '../user-folder.ts';
import { visible } from '../visible.ts';
import { createTally } from './import-tally.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly rate: number;
  readonly dryRun?: boolean;
  readonly resume?: string;
  readonly json?: boolean;
}

/** So many failures without a success between them have one cause. */
const mostFailuresInARow = 20;
/** Writing the place down costs more than passing over an object that is there. */
const stepsBetweenNotes = 100;

export function run(source: string, options: Options): Promise<void> {
  const from = parseSource(source);
  return withStack(options, (stack, where) => work(stack, where, from, options));
}

function parseSource(source: string): { bucket: string; prefix: string } {
  const [, bucket, prefix = ''] =
    /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/s.exec(source) ?? [];
  if (bucket !== undefined) return { bucket, prefix };
  throw new CliError(
    'InvalidSource',
    `Expected s3://bucket or s3://bucket/prefix, not ${visible(source)}.`,
    2,
  );
}

async function work(
  stack: DeployedStack,
  where: StackOptions,
  { bucket, prefix }: { bucket: string; prefix: string },
  { rate, dryRun, resume, json }: Options,
): Promise<void> {
  if (bucket === stack.originalsBucket)
    throw new CliError('SameBucket', `${bucket} is the bucket that holds the originals.`, 2);
  const file =
    dryRun || resume === undefined ? undefined : placeOf(resume, where, stack, `${bucket}/${prefix}`);
  const interrupted = interruption();
  const progress = createProgress();
  const tally = createTally((line) => {
    if (json) return;
    progress.clear();
    console.log(line);
  });
  const { limits } = builtConfig();
  const options = { bucket, prefix, limits, rate, dryRun, startAfter: file?.startAfter };
  try {
    progress.show(`Reading s3://${bucket}/${visible(prefix)}`);
    for await (const step of importBucket(stack, options, interrupted)) {
      tally.add(step);
      if (tally.place !== undefined && tally.steps % stepsBetweenNotes === 0) file?.write(tally.place);
      progress.show(`Importing: ${tally.copied} ${dryRun ? 'to copy' : 'copied'}, ${tally.left()} left out`);
      if (tally.failuresInARow === mostFailuresInARow) break;
    }
  } finally {
    progress.clear();
    if (tally.place !== undefined) file?.write(tally.place);
  }
  const complete = !interrupted.aborted && tally.failuresInARow < mostFailuresInARow;
  if (complete && tally.failed === 0) file?.remove();
  if (interrupted.aborted) process.exitCode = interruptedExitCode;
  else if (tally.failed > 0) process.exitCode = 1;
  if (json)
    console.log(
      JSON.stringify({
        source: `s3://${bucket}/${prefix}`,
        dryRun: dryRun === true,
        ...tally.document(),
        complete,
      }),
    );
  else console.log(tally.summary(dryRun === true));
  if (!complete) console.error('Stopped. To go on, run the same command again.');
}

function placeOf(
  resume: string,
  { stage, endpoint }: StackOptions,
  { originalsBucket }: DeployedStack,
  source: string,
): ResumeFile {
  const job = { stage, bucket: originalsBucket, source, ...(endpoint !== undefined && { endpoint }) };
  return openResumeFile(resolve(userFolder(), resume), job);
}
