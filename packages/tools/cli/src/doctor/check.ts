import { CliError } from '../errors.ts';

/** What something is needed for: `start` on this machine, a deployment to AWS or LocalStack, or a stage that runs. */
export type Purpose = 'start' | 'aws' | 'localstack' | 'stage';

export interface Check {
  readonly name: string;
  readonly purpose: Purpose;
  /** `missing`: it must be there; `note`: worth knowing. */
  readonly status: 'ok' | 'missing' | 'note';
  /** What was found. */
  readonly found: string;
  /** What to do; absent if all is well. */
  readonly advice?: string;
}

export type Finding = Pick<Check, 'status' | 'found' | 'advice'>;

/** Runs a check that answers what it found, or throws a `CliError` that says what to do. */
export async function check(
  name: string,
  purpose: Purpose,
  find: () => string | Finding | Promise<string | Finding>,
): Promise<Check> {
  try {
    const finding = await find();
    const { status, found, advice } =
      typeof finding === 'string' ? { status: 'ok' as const, found: finding, advice: undefined } : finding;
    return { name, purpose, status, found, ...(advice !== undefined && { advice }) };
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return { name, purpose, status: 'missing', found: 'not usable', advice: error.message };
  }
}
