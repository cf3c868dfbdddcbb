import { z } from 'zod';
import { AwsError } from '../../../protocol/aws-error.ts';
import { invalidArgument } from '../faults.ts';
import { items } from '../values.ts';

/** Which headers, cookies or parameters of a query a policy is about. */
export const names = items(z.string().min(1)).optional();

type Names = z.output<typeof names>;

/** AWS's quota for each list of names in a policy. */
const most = 10;

/**
 * Names go with the behaviors that need them and with no others. `member` is where they stand, `tooMany` the code for
 * more than ten of them.
 */
export function checkNames(behavior: string, list: Names, member: string, tooMany: string): void {
  const count = list?.Items.length ?? 0;
  const needed = /^(whitelist|allExcept|allViewerAndWhitelistCloudFront)$/.test(behavior);
  if (needed && count === 0) throw invalidArgument(`The parameter ${member} is required for ${behavior}.`);
  if (!needed && count > 0) throw invalidArgument(`The parameter ${member} is not allowed for ${behavior}.`);
  if (count > most)
    throw new AwsError(
      tooMany,
      `The number of ${member.toLowerCase()} in the policy exceeds the maximum of ${most}.`,
    );
}
