import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { CliError } from '../errors.ts';
import { fileRefusal } from '../file-refusal.ts';

const contentsSchema = z.strictObject({ job: z.record(z.string(), z.string()), startAfter: z.string() });

/** Saves a job's progress on disk after every step, so that not even a killed run starts over. */
export interface ResumeFile {
  /** The last key that an earlier run completed. */
  readonly startAfter: string | undefined;
  write(key: string): void;
  remove(): void;
}

/** `job` describes the command and its stack. Throws `CliError` if the file belongs to another job, or is not ours. */
export function openResumeFile(path: string, job: Readonly<Record<string, string>>): ResumeFile {
  const found = read(path);
  if (found && !sameJob(found.job, job)) {
    const described = Object.entries(found.job).map(([name, value]) => `${name} ${value}`);
    throw new CliError(
      'OtherJob',
      `${path} belongs to another run (${described.join(', ')}). Use the same options, or choose another file.`,
      2,
    );
  }
  return {
    startAfter: found?.startAfter,
    write(key) {
      // A rename is all or nothing: a process killed here leaves an intact file.
      writeFileSync(`${path}.new`, JSON.stringify({ job, startAfter: key }));
      renameSync(`${path}.new`, path);
    },
    remove: () => rmSync(path, { force: true }),
  };
}

function read(path: string): z.output<typeof contentsSchema> | undefined {
  try {
    return contentsSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    if (fileRefusal(error) !== undefined) throw error;
    throw new CliError('NotAResumeFile', `${path} was not written by --resume. Choose another file.`, 2);
  }
}

function sameJob(a: Readonly<Record<string, string>>, b: Readonly<Record<string, string>>): boolean {
  const canonical = (job: Readonly<Record<string, string>>) => JSON.stringify(Object.entries(job).sort());
  return canonical(a) === canonical(b);
}
