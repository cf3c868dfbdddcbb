import { z } from 'zod';
import { findSpan } from '../find-span.ts';
import { route } from '../route.ts';
import { summaryOf, trailFrom } from '../trails.ts';

/** All steps that followed from one, in the order in which they began. */
export const getTrail = route({
  method: 'GET',
  path: '/trails/{id}',
  input: z.strictObject({ id: z.string() }),
  run({ id }, { cloud }) {
    findSpan(cloud.trail, id);
    return { spans: trailFrom(id, cloud.trail.spans()).map(summaryOf) };
  },
});
