import * as z from 'zod/mini';
import { callApi } from './call-api.ts';

const statisticsSchema = z.object({ images: z.number() });

let eTag: string | undefined;

/** The running totals; `undefined` if they are the same as last time. */
export async function readStatistics(): Promise<z.infer<typeof statisticsSchema> | undefined> {
  const response = await callApi('stats', { ifNoneMatch: eTag });
  if (response.status === 304) return undefined;
  const statistics = statisticsSchema.parse(await response.json());
  eTag = response.headers.get('etag') ?? undefined;
  return statistics;
}
