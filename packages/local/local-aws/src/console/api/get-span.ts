import { z } from 'zod';
import { findSpan } from '../find-span.ts';
import { route } from '../route.ts';

/** One step with its payloads and its log. */
export const getSpan = route({
  method: 'GET',
  path: '/spans/{id}',
  input: z.strictObject({ id: z.string() }),
  run: ({ id }, { cloud }) => findSpan(cloud.trail, id),
});
