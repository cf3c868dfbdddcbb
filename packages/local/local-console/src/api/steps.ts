import * as z from 'zod/mini';

const payload = z.object({ text: z.string(), bytes: z.number(), isWhole: z.boolean() });

/** One step, as local-aws's `trail/span.ts` describes it. */
export const step = z.object({
  id: z.string(),
  causes: z.array(z.string()),
  kind: z.enum(['request', 'event', 'delivery', 'invocation']),
  service: z.string(),
  name: z.string(),
  target: z.optional(z.string()),
  caller: z.optional(z.string()),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  endedAt: z.optional(z.number()),
  error: z.optional(z.object({ code: z.string(), message: z.string() })),
  input: z.optional(payload),
  output: z.optional(payload),
  log: z.optional(z.string()),
  facts: z.record(z.string(), z.union([z.string(), z.number()])),
});

export type Step = z.output<typeof step>;

const trail = z.extend(step, {
  lastAt: z.number(),
  steps: z.number(),
  errors: z.number(),
  isRunning: z.boolean(),
});

export type Trail = z.output<typeof trail>;

export const trailList = z.object({ trails: z.array(trail) });
export const steps = z.object({ spans: z.array(step) });
export const invocations = z.object({ invocations: z.array(step) });
export const replayed = z.object({ trailId: z.string() });
