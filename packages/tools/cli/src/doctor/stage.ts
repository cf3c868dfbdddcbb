import { functionCodes } from '../operations/function-code.ts';
import type { DeployedStack } from '../operations/stack.ts';
import type { Target } from '../terraform/target.ts';
import type { Finding } from './check.ts';

/** Whether a stage is deployed, and runs the functions that this checkout has built. */
export async function checkStage(
  { lambda, prefix }: Pick<DeployedStack, 'lambda'> & { readonly prefix: string },
  target: Target,
  functionsDir: string,
): Promise<Finding> {
  const codes = await functionCodes({ lambda }, { prefix, target }, functionsDir);
  const deploy =
    target === 'aws'
      ? 'npx --yes pnpm run deploy'
      : target === 'localstack'
        ? 'npx --yes pnpm run deploy:localstack'
        : 'npx --yes pnpm start';
  if (codes.length === 0)
    return { status: 'note', found: `${prefix} is not deployed`, advice: `Deploy it: ${deploy}` };

  if (codes.some(({ built }) => built === undefined)) {
    return {
      status: 'note',
      found: `${prefix} answers; this checkout has built no functions for it, so they cannot be compared`,
    };
  }
  const other = codes.filter(({ deployed, built }) => built !== deployed).map(({ name }) => name);
  if (other.length === 0) return { status: 'ok', found: `${prefix} answers, and runs this checkout` };
  return {
    status: 'note',
    found: `${prefix} answers, and runs another version of ${other.join(', ')}`,
    advice: `If this checkout is the newer one, deploy it: ${deploy}`,
  };
}
