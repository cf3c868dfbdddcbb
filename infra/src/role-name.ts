import { createHash } from 'node:crypto';
import { limits } from '@darkroom/aws-limits';

const longest = limits['iam.role-name'].most;

/** The role of a function. Roles belong to the account, not to a region, and other regions may have the same stage. */
export function roleName(functionName: string, region: string): string {
  const name = `${functionName}-${region}`;
  if (name.length <= longest) return name;
  const digest = createHash('sha256').update(name).digest('hex').slice(0, 8);
  return `${name.slice(0, longest - digest.length - 1)}-${digest}`;
}
