import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { enterFunction } from '../../../protocol/trace-header.ts';
import { functionArn } from '../function-lookup.ts';
import type { FunctionRecord, PublishedVersion } from '../function-record.ts';

export const recursionCode = 'RecursiveInvocationException';

/** AWS Lambda Developer Guide, "Use Lambda recursive loop detection to prevent infinite loops": about 16. */
const mostRuns = 16;

/**
 * The trace header of an invocation. Throws RecursiveInvocationException if the function has already run in this chain of
 * requests as often as Lambda allows.
 */
export function enterChain(
  { region, accountId, now, log }: Cloud,
  { name, recursiveLoop }: FunctionRecord | PublishedVersion,
  header: string | undefined,
): string {
  const { traceHeader, earlier } = enterFunction(header, functionArn({ region, accountId }, name), now());
  if (earlier < mostRuns || recursiveLoop === 'Allow') return traceHeader;
  log.warn(
    `${name} ran ${earlier} times in one chain of requests, so Lambda stopped it. To allow this, use PutFunctionRecursionConfig.`,
  );
  throw new AwsError(
    recursionCode,
    "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.",
    400,
    { fields: { Type: 'User' } },
  );
}
