import * as z from 'zod';

/** Lambda's record of an asynchronous invocation that it has given up on, with the reason. */
export interface InvocationRecord {
  readonly requestId: string;
  /** Without the `:$LATEST` qualifier. */
  readonly functionArn: string;
  /** ISO 8601. */
  readonly at: string;
  readonly attempts: number;
  /** `RetriesExhausted`, `EventAgeExceeded` or `ZeroReservedConcurrency`. */
  readonly condition: string;
  /** Whether the function ran in the last attempt, and failed. */
  readonly functionFailed: boolean;
  readonly error: { readonly type?: string | undefined; readonly message?: string | undefined };
  /** The function's event; absent if Lambda found the record too large for SNS. */
  readonly payload?: unknown;
}

/** AWS Lambda Developer Guide, "Capturing records of Lambda asynchronous invocations". */
const recordSchema = z.object({
  version: z.string(),
  timestamp: z.string(),
  requestContext: z.object({
    requestId: z.string(),
    functionArn: z.string(),
    condition: z.string(),
    approximateInvokeCount: z.number(),
  }),
  requestPayload: z.unknown(),
  responseContext: z.object({ functionError: z.string().optional() }).nullish(),
  responsePayload: z
    .object({ errorType: z.string().optional(), errorMessage: z.string().optional() })
    .nullish(),
});

/** Parses the message of an on-failure destination; `undefined` if Lambda did not write it. */
export function parseInvocationRecord(body: string): InvocationRecord | undefined {
  const { data } = recordSchema.safeParse(parseJson(body));
  if (!data) return undefined;
  const { requestContext, requestPayload, responseContext, responsePayload, timestamp } = data;
  return {
    requestId: requestContext.requestId,
    functionArn: requestContext.functionArn.replace(/(:function:[^:]+):[^:]+$/, '$1'),
    at: timestamp,
    attempts: requestContext.approximateInvokeCount,
    condition: requestContext.condition,
    functionFailed: responseContext?.functionError !== undefined,
    error: { type: responsePayload?.errorType, message: responsePayload?.errorMessage },
    payload: requestPayload,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
