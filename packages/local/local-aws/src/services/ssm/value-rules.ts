import { AwsError, ValidationError } from '../../protocol/aws-error.ts';
import type { ParameterVersion, parameterTiers } from './ssm-state.ts';

const standardBytes = 4096;
const advancedBytes = 8192;

/** The tier that a value ends up in; there is no way back from Advanced. Source: Systems Manager user guide, "Managing parameter tiers". */
export function tierOf(
  value: string,
  asked: (typeof parameterTiers)[number] | undefined,
  before: ParameterVersion['tier'] | undefined,
): ParameterVersion['tier'] {
  const bytes = Buffer.byteLength(value);
  if (bytes > advancedBytes)
    throw new ValidationError(
      `Advanced tier parameters support a maximum parameter value of ${advancedBytes} characters.`,
    );
  if (before === 'Advanced' && asked === 'Standard')
    throw new ValidationError(
      "This parameter uses the advanced-parameter tier. You can't downgrade a parameter from the advanced-parameter tier to the standard-parameter tier. If necessary, you can delete the advanced parameter and recreate it as a standard parameter.",
    );
  if (before === 'Advanced' || asked === 'Advanced') return 'Advanced';
  if (bytes <= standardBytes) return 'Standard';
  if (asked === 'Intelligent-Tiering') return 'Advanced';
  throw new ValidationError(
    `Standard tier parameters support a maximum parameter value of ${standardBytes} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
  );
}

/** Throws InvalidAllowedPatternException or ParameterPatternMismatchException. */
export function checkPattern(value: string, allowedPattern: string): void {
  if (!compile(allowedPattern).test(value))
    throw new AwsError(
      'ParameterPatternMismatchException',
      `Parameter value, cannot be validated against allowedPattern: ${allowedPattern}`,
    );
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch {
    throw new AwsError(
      'InvalidAllowedPatternException',
      'The request does not meet the regular expression requirement.',
    );
  }
}
