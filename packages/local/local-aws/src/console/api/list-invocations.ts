import { z } from 'zod';
import { route } from '../route.ts';
import { summaryOf } from '../trails.ts';

/** Each try of a function, the newest first. */
export const listInvocations = route({
  method: 'GET',
  path: '/invocations',
  input: z.strictObject({
    function: z.string().optional(),
    /** Only those that failed. */
    failed: z.stringbool().default(false),
    limit: z.coerce.number().int().min(1).max(1000).default(200),
  }),
  run({ function: name, failed, limit }, { cloud }) {
    const invocations = cloud.trail
      .spans()
      .filter((span) => span.kind === 'invocation' && (name ?? span.name) === span.name)
      .filter(({ error }) => !failed || error)
      .reverse();
    return { invocations: invocations.slice(0, limit).map(summaryOf) };
  },
});
