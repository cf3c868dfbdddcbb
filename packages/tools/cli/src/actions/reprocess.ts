import { resolve } from 'node:path';
import { builtConfig } from '@darkroom/infra/built-config';
import { z } from 'zod';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { interruptedExitCode, interruption } from '../interruption.ts';
import { type ReprocessOptions, reprocess } from '../operations/reprocess.ts';
import { openResumeFile, type ResumeFile } from '../operations/resume-file.ts';
import type { DeployedStack } from '../operations/stack.ts';
import { createProgress } from '../progress.ts';
import { userFolder } from '../user-folder.ts';
import { shellWord, visible } from '../visible.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions, Omit<ReprocessOptions, 'since' | 'preset'> {
  readonly since?: string;
  readonly preset?: string;
  readonly resume?: string;
  readonly json?: boolean;
}

/** The options, understood. */
interface Job extends Omit<Options, 'since' | 'preset'>, ReprocessOptions {
  readonly stage: string;
}

export function run(options: Options): Promise<void> {
  const since = options.since === undefined ? undefined : parseTime(options.since);
  const preset = options.preset === undefined ? undefined : presetOf(options.preset);
  return withStack(options, (stack, { stage }) => work(stack, { ...options, since, preset, stage }));
}

async function work(stack: DeployedStack, options: Job): Promise<void> {
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

function presetOf(name: string): ReprocessOptions['preset'] {
  const { presets } = builtConfig();
  const is = Object.hasOwn(presets, name) ? presets[name] : undefined;
  if (is) return { name, is };
  const known = Object.keys(presets).join(', ');
  throw new CliError(
    'UnknownPreset',
    `There is no preset ${visible(name)} in darkroom.config.ts, only ${known}.`,
    2,
  );
}

function resumeFile(
  { originalsBucket, endpoint }: DeployedStack,
  { resume, stage, prefix, preset, since }: Job,
): ResumeFile | undefined {
  if (resume === undefined) return undefined;
  return openResumeFile(resolve(userFolder(), resume), {
    stage,
    bucket: originalsBucket,
    ...(endpoint !== undefined && { endpoint }),
    ...(prefix !== undefined && { prefix }),
    ...(preset !== undefined && { preset: preset.name }),
    ...(since !== undefined && { since: since.toISOString() }),
  });
}

function howToGoOn(lastKey: string, file: ResumeFile | undefined): string {
  const how = file ? 'run the same command again' : `repeat it with --start-after ${shellWord(lastKey)}`;
  return `Interrupted after ${visible(lastKey)}. To continue, ${how}.`;
}

function parseTime(value: string): Date {
  const time = z.union([z.iso.date(), z.iso.datetime({ offset: true })]).safeParse(value);
  if (!time.success) {
    throw new CliError('InvalidTime', '--since: Expected a date or time in ISO 8601, such as 2026-03-01.', 2);
  }
  return new Date(time.data);
}
