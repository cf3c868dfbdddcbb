import { createInterface } from 'node:readline/promises';
import { CliError } from '../errors.ts';
import { emptyBucket } from '../operations/empty-bucket.ts';
import type { DeployedStack, StackOptions } from '../operations/stack.ts';
import { unprotectTable } from '../operations/unprotect-table.ts';
import { createProgress } from '../progress.ts';
import { stackCommand, withStack } from './stack-command.ts';

interface Options extends StackOptions {
  readonly autoApprove?: boolean;
  readonly json?: boolean;
}

export const emptyCommand = stackCommand(
  'empty',
  'Delete all originals and variants of a stage for good, before it is destroyed.',
  `  darkroom empty --stage test                  asks for the name of the stage once more
  darkroom empty --stage test --auto-approve   for scripts

On AWS, destroy deletes neither buckets that hold photos nor their catalog, which is protected. This deletes the photos
with all old versions, so that nothing brings them back, and takes the catalog's protection off.`,
)
  .option('--auto-approve', "don't ask before deleting anything")
  .action((options: Options) => withStack(options, (stack) => run(stack, options)));

async function run(stack: DeployedStack, options: Options): Promise<void> {
  // The originals first: removing them makes no new variants.
  const buckets = [stack.originalsBucket, stack.variantsBucket];
  if (!options.autoApprove) await approve(buckets, options.stage);
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
    if (unprotected) console.log(`${stack.tableName}: no longer protected from deletion`);
  }
}

/** Notes in `gone` what is not there: a destroy that failed may have deleted a part of the stack before. */
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
  if (!process.stdin.isTTY) {
    throw new CliError('NotInteractive', 'There is no terminal to ask for approval: add --auto-approve.', 2);
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(
    `This deletes everything in ${buckets.join(' and ')}, for good.\nType the name of the stage to go on: `,
  );
  terminal.close();
  if (answer !== stage) throw new CliError('NotApproved', `That is not "${stage}". Nothing was deleted.`);
}
