import { colours } from '../colours.ts';
import type { ImportStep, SkipReason } from '../operations/import/import-bucket.ts';
import { visible } from '../visible.ts';

const reasons: Readonly<Record<SkipReason, { readonly why: string; readonly advice?: string }>> = {
  'already-there': { why: 'already there' },
  empty: { why: 'empty' },
  'not-a-picture': { why: 'not a picture' },
  'format-not-accepted': { why: 'of a format that is not in limits.formats' },
  'too-large': { why: 'larger than limits.maxBytes' },
  'key-in-use': {
    why: 'another object has its key',
    advice: 'To copy them all the same, first remove the images that have their keys.',
  },
  archived: { why: 'archived', advice: 'Restore the archived ones, then import again.' },
};

/** Of a million objects that cannot be copied, the first say enough. */
const examplesOfEach = 10;
/** Counts the steps and keeps the first of each kind that went wrong. */
export function createTally(print: (line: string) => void) {
  const skipped = new Map<SkipReason, number>();
  const examples: object[] = [];
  const shown = new Map<string, number>();
  const tally = {
    steps: 0,
    copied: 0,
    bytes: 0,
    failed: 0,
    failuresInARow: 0,
    /** The last key before the first failure: a run that goes on from here tries again what failed. */
    place: undefined as string | undefined,

    add(step: ImportStep): void {
      tally.steps++;
      if (tally.failed === 0 && step.outcome !== 'failed') tally.place = step.key;
      if (step.outcome === 'copied') {
        tally.copied++;
        tally.bytes += step.bytes;
        tally.failuresInARow = 0;
      } else if (step.outcome === 'failed') {
        tally.failed++;
        tally.failuresInARow++;
        example(step.code, step, colours.red('failed'), `${step.code}: ${step.message}`);
      } else {
        const { reason } = step;
        skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
        if (reason !== 'already-there' && reason !== 'empty')
          example(reason, step, colours.yellow('left out'), reasons[reason].why);
      }
    },

    left: () => [...skipped.values()].reduce((sum, count) => sum + count, 0),

    document: () => ({
      copied: tally.copied,
      bytes: tally.bytes,
      skipped: Object.fromEntries(skipped),
      failed: tally.failed,
      examples,
    }),

    summary(dryRun: boolean): string {
      const copied = `${tally.copied} ${dryRun ? 'would be copied' : 'copied'} (${megabytes(tally.bytes)})`;
      const left = [...skipped].map(([reason, count]) => `${count} ${reasons[reason].why}`);
      const failed = tally.failed > 0 ? [colours.red(`${tally.failed} failed`)] : [];
      const advice = [...skipped.keys()].flatMap((reason) => reasons[reason].advice ?? []);
      return [[copied, ...failed, ...left].join(', '), ...advice].join('\n');
    },
  };

  function example(kind: string, { key, outcome: _, ...step }: ImportStep, mark: string, why: string): void {
    const count = (shown.get(kind) ?? 0) + 1;
    shown.set(kind, count);
    if (count <= examplesOfEach) {
      examples.push({ key, ...step });
      print(`${mark} ${visible(`${key}: ${why}`)}`);
    } else if (count === examplesOfEach + 1) print(`${mark} and more that are the same`);
  }
  return tally;
}

function megabytes(bytes: number): string {
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
