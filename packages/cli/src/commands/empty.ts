import { createInterface } from 'node:readline/promises';
import { CliError } from '../errors.ts';
import { emptyBucket } from '../operations/empty-bucket.ts';
import type { DeployedStack, StackOptions } from '../operations/stack.ts';
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

On AWS, destroy refuses to delete buckets that hold photos. Old versions are deleted too: nothing brings them back.`,
)
  .option('--auto-approve', "don't ask before deleting anything")
  .action((options: Options) => withStack(options, (stack) => run(stack, options)));

async function run(stack: DeployedStack, options: Options): Promise<void> {
  // The originals first: removing them makes no new variants.
  const buckets = [stack.originalsBucket, stack.variantsBucket];
  if (!options.autoApprove) await approve(buckets, options.stage);
  const progress = createProgress();
  const deleted: Record<string, number> = {};
  try {
    for (const bucket of buckets) {
      let count = 0;
      progress.show(`Emptying ${bucket}`);
      for await (const page of emptyBucket(stack, bucket)) {
        count += page;
        progress.show(`Emptying ${bucket}: ${count} objects deleted`);
      }
      deleted[bucket] = count;
    }
  } finally {
    progress.clear();
  }
  if (options.json) console.log(JSON.stringify({ deleted }));
  else for (const [bucket, count] of Object.entries(deleted)) console.log(`${bucket}: ${count} deleted`);
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
