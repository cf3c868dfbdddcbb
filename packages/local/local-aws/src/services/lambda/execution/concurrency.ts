import type { LambdaOptions } from '../../../cloud/options.ts';

/** The account's concurrent executions. */
export function accountConcurrency(options: LambdaOptions): number {
  return options.concurrency ?? 1000; // AWS's default quota
}
