import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

const trail = z.object({
  trail: z.array(
    z.object({
      at: z.string(),
      event: z.enum(['announced', 'uploaded', 'reprocess', 'begun', 'ready', 'failed', 'given-up']),
      requestId: z.optional(z.string()),
      reason: z.optional(z.string()),
      variants: z.optional(z.number()),
      milliseconds: z.optional(z.number()),
    }),
  ),
});

export type TrailEntry = z.infer<typeof trail>['trail'][number];

/** What happened to an image, oldest first. */
export async function readTrail(id: string): Promise<readonly TrailEntry[]> {
  return trail.parse(await (await callApi(`images/${id}/trail`)).json()).trail;
}
