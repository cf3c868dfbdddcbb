import { z } from 'zod';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import type { Trail } from '../../../trail/trail.ts';

/** What our Node.js runtime tells of a function's call to another server: see `runtimes/calls-to-others.mjs`. */
const callSchema = z.object({
  method: z.string(),
  /** Without its query. */
  url: z.url(),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  endedAt: z.number(),
  status: z.number().optional(),
  /** Why it has no answer. */
  error: z.string().optional(),
});

/** Keeps such a call as a step that its invocation caused. What is no call is left out: functions could post it as well. */
export function recordCall(trail: Trail, requestId: string, told: Uint8Array): void {
  const { data: call } = callSchema.safeParse(jsonOrUndefined(told));
  if (!call) return;
  const { method, url, startedAt, endedAt, status, error } = call;
  trail.add({
    kind: 'request',
    service: 'http',
    name: method,
    target: url,
    causedBy: [`invocation:${requestId}`],
    startedAt,
    endedAt,
    facts: status === undefined ? {} : { status },
    ...(error !== undefined && { error: { code: error, message: `${method} ${url} has no answer.` } }),
  });
}
