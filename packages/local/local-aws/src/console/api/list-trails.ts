import { z } from 'zod';
import { route } from '../route.ts';
import { trailsOf } from '../trails.ts';

/** What came from outside, the newest first, with the number of steps that followed. */
export const listTrails = route({
  method: 'GET',
  path: '/trails',
  input: z.strictObject({ limit: z.coerce.number().int().min(1).max(1000).default(100) }),
  run: ({ limit }, { cloud }) => ({ trails: trailsOf(cloud.trail.spans(), limit) }),
});
