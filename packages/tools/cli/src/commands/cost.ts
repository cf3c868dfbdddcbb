import type { Options } from '../actions/cost.ts';
import { stackCommand } from './stack-command.ts';

export const costCommand = stackCommand(
  'cost',
  "Estimate what a stage's traffic costs.",
  `  darkroom cost                    of the last day
  darkroom cost --since 7d --stage prod
  darkroom cost --json | jq .perThousandImages

Lambda's part is what Lambda billed, as the functions' logs say. The rest is counted from the images that were made. All
at AWS's list prices in us-east-1, without free tiers; for the embedded cloud, what it would cost on AWS if its
processors were as fast as this machine's.`,
)
  .option('--since <time>', 'from then on: 90s, 10m, 2h, 3d, or a time such as 2026-03-01T12:00:00Z', '1d')
  .action(async (options: Options) => (await import('../actions/cost.ts')).run(options));
