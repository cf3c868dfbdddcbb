import { z } from 'zod';
import type { InvocationResult } from '../../../cloud/ports.ts';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import type { EventSourceMapping } from './mapping.ts';

/**
 * An empty response, in whatever form, is a success. Source: AWS Lambda Developer Guide, "Success and failure
 * conditions".
 */
const answer = z
  .union([
    z.literal(''),
    z.array(z.unknown()).length(0),
    z.object({
      batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish(),
    }),
  ])
  .nullable();

/** The items of a batch on which the function failed. An invalid response means all of them. */
export function failedItems(
  { reportsItemFailures }: EventSourceMapping,
  result: InvocationResult,
  items: readonly string[],
): 'all' | ReadonlySet<string> {
  if (result.functionError !== undefined) return 'all';
  if (!reportsItemFailures) return new Set();
  const parsed = answer.safeParse(jsonOrUndefined(result.payload));
  if (!parsed.success) return 'all';
  const failures = parsed.data && 'batchItemFailures' in parsed.data ? parsed.data.batchItemFailures : null;
  const failed = new Set(failures?.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((item) => items.includes(item)) ? failed : 'all';
}
