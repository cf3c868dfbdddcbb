import { CliError } from '../errors.ts';
import { visible } from '../visible.ts';
import type { StackOptions } from './stack.ts';

const missing = [
  'NoSuchBucket',
  'ResourceNotFoundException',
  'QueueDoesNotExist',
  'AWS.SimpleQueueService.NonExistentQueue',
];

/** Turns AWS's refusal into the next step for the operator; returns other errors unchanged. */
export function explainStackError(error: unknown, { stage, endpoint }: StackOptions): unknown {
  if (error instanceof CliError && error.code === 'CredentialsMissing') {
    return new CliError(
      error.code,
      `${error.message}\nFor a cloud on this machine, add --endpoint http://127.0.0.1:4566`,
    );
  }
  if (!(error instanceof Error && '$metadata' in error)) return error;
  const { name } = error;
  const message = visible(error.message);
  if (missing.includes(name)) {
    return new CliError(
      'StackMissing',
      `There is no stage "${stage}" at ${endpoint ?? 'AWS'} (${name}). Deploy it, or choose another with --stage and --endpoint`,
    );
  }
  if ('code' in error && error.code === 'ECONNREFUSED') {
    return new CliError(
      'NotRunning',
      `Nothing answers at ${endpoint ?? 'AWS'}. Start it, as \`pnpm start\` does, or choose another with --endpoint. Nothing is lost.`,
    );
  }
  if (name.startsWith('AccessDenied')) {
    return new CliError('AccessDenied', `The credentials lack a permission: ${message}`);
  }
  return new CliError(
    'AwsError',
    `AWS answered ${name}: ${message}\nNothing is lost. Run the command again.`,
  );
}
