import { resolve } from 'node:path';
import { builtConfig } from '@darkroom/infra';
import { InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { type ReprocessOptions, reprocess } from '../operations/reprocess.ts';
import { openResumeFile, type ResumeFile } from '../operations/resume-file.ts';
import type { DeployedStack, StackOptions } from '../operations/stack.ts';
import { createProgress } from '../progress.ts';
import { shellWord, visible } from '../visible.ts';
import { stackCommand, withStack } from './stack-command.ts';

interface Options extends StackOptions, ReprocessOptions {
  readonly resume?: string;
  readonly json?: boolean;
}

export const reprocessCommand = stackCommand(
  'reprocess',
  'Make the variants of existing images again, in the order of their keys.',
  `  darkroom reprocess                                    every image, ten per second
  darkroom reprocess --preset large                     after you added a preset and deployed it
  darkroom reprocess --prefix 2026/ --since 2026-03-01  some of them
  darkroom reprocess --resume reprocess.json --rate 50  after an interruption, run it again: it continues`,
)
  .option('--prefix <prefix>', 'only originals whose key starts with this prefix')
  .option('--preset <name>', 'only images that lack a variant of this preset')
  .option(
    '--since <time>',
    'only originals uploaded at or after this time, such as 2026-03-01, UTC',
    parseTime,
  )
  .option('--rate <number>', 'maximum number of images per second', parseRate, 10)
  .option('--start-after <key>', 'only originals whose key comes after this one')
  .addOption(
    new Option('--resume <file>', 'save the progress in this file and continue from it').conflicts(
      'startAfter',
    ),
  )
  .action((options: Options) => withStack(options, (stack) => run(stack, options)));

async function run(stack: DeployedStack, options: Options): Promise<void> {
  checkPreset(options.preset);
  const file = resumeFile(stack, options);
  const interrupted = interruption();
  const progress = createProgress();
  const counts = { requested: 0, skipped: 0 };
  let lastKey = file?.startAfter ?? options.startAfter;
  let complete = false;
  try {
    for await (const { key, outcome } of reprocess(stack, { ...options, startAfter: lastKey }, interrupted)) {
      counts[outcome]++;
      lastKey = key;
      file?.write(key);
      progress.show(`Reprocessing: ${counts.requested} images, ${counts.skipped} skipped`);
    }
    complete = !interrupted.aborted;
  } finally {
    progress.clear();
    if (!complete && lastKey !== undefined) console.error(howToGoOn(lastKey, file));
  }
  if (complete) file?.remove();
  else process.exitCode = interruptedExitCode;
  console.log(
    options.json
      ? JSON.stringify({ ...counts, complete, ...(!complete && { lastKey }) })
      : `${counts.requested} images are being processed again, ${counts.skipped} were skipped.`,
  );
}

function checkPreset(preset: string | undefined): void {
  const known = Object.keys(builtConfig().presets);
  if (preset === undefined || known.includes(preset)) return;
  throw new CliError(
    'UnknownPreset',
    `There is no preset ${preset} in darkroom.config.ts, only ${known.join(', ')}.`,
    2,
  );
}

function resumeFile(
  { originalsBucket, endpoint }: DeployedStack,
  { resume, stage, prefix, preset, since }: Options,
): ResumeFile | undefined {
  if (resume === undefined) return undefined;
  return openResumeFile(resolve(process.env.INIT_CWD ?? process.cwd(), resume), {
    stage,
    bucket: originalsBucket,
    ...(endpoint !== undefined && { endpoint }),
    ...(prefix !== undefined && { prefix }),
    ...(preset !== undefined && { preset }),
    ...(since !== undefined && { since: since.toISOString() }),
  });
}

function howToGoOn(lastKey: string, file: ResumeFile | undefined): string {
  const how = file ? 'run the same command again' : `repeat it with --start-after ${shellWord(lastKey)}`;
  return `Interrupted after ${visible(lastKey)}. To continue, ${how}.`;
}

function parseTime(value: string): Date {
  const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(value);
  if (!time.success)
    throw new InvalidArgumentError('Expected a date or time in ISO 8601, such as 2026-03-01.');
  return new Date(time.data);
}

function parseRate(value: string): number {
  const rate = Number(value);
  if (!(rate > 0 && Number.isFinite(rate))) throw new InvalidArgumentError('Expected a number above 0.');
  return rate;
}
