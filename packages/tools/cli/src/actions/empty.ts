import { ask } from '../ask.ts';
import type { WhereOptions } from '../commands/stack-command.ts';
import { CliError } from '../errors.ts';
import { emptyBucket } from '../operations/empty-bucket.ts';
import type { DeployedStack } from '../operations/stack.ts';
import { unprotectTable } from '../operations/unprotect-table.ts';
import { createProgress } from '../progress.ts';
import { withStack } from './with-stack.ts';

export interface Options extends WhereOptions {
  readonly autoApprove?: boolean;
  readonly json?: boolean;
}

export function run(options: Options): Promise<void> {
  return withStack(options, (stack, { stage }) => empty(stack, stage, options));
}

async function empty(stack: DeployedStack, stage: string, options: Options): Promise<void> {
  // The originals first: removing them starts no new variants.
  const buckets = [stack.originalsBucket, stack.variantsBucket, stack.overlaysBucket];
  if (!options.autoApprove) await approve(buckets, stage);
  const progress = createProgress();
  const deleted: Record<string, number> = {};
  const gone: unknown[] = [];
  let unprotected = false;
  try {
    for (const bucket of buckets) {
      await unlessGone(gone, async () => {
        let count = 0;
        progress.show(`Emptying ${bucket}`);
        for await (const page of emptyBucket(stack, bucket)) {
          count += page;
          progress.show(`Emptying ${bucket}: ${count} objects deleted`);
        }
        deleted[bucket] = count;
      });
    }
    await unlessGone(gone, async () => {
      unprotected = await unprotectTable(stack);
    });
  } finally {
    progress.clear();
  }
  if (gone.length === buckets.length + 1) throw gone[0];
  if (options.json) {
    console.log(JSON.stringify({ deleted }));
  } else {
    for (const [bucket, count] of Object.entries(deleted)) console.log(`${bucket}: ${count} deleted`);
    if (unprotected) console.log(`${stack.tableName}: no longer protected against deletion`);
  }
}

/** Adds to `gone` what does not exist: a failed destroy may have deleted part of the stack already. */
async function unlessGone(gone: unknown[], work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isGone =
      error instanceof Error && ['NoSuchBucket', 'ResourceNotFoundException'].includes(error.name);
    if (!isGone) throw error;
    gone.push(error);
  }
}

async function approve(buckets: readonly string[], stage: string): Promise<void> {
  const answer = await ask(
    `This permanently deletes everything in ${buckets.join(', ')}.\nType the name of the stage to continue: `,
    '--auto-approve',
  );
  if (answer !== stage)
    throw new CliError('NotApproved', `The answer was not "${stage}". Nothing was deleted.`);
}
