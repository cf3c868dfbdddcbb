import { z } from 'zod';
import { route } from '../route.ts';

/** Sends a request to a deployed API, as any client would, and answers what it answered. */
export const callApi = route({
  method: 'POST',
  path: '/apis/{api}/requests',
  input: z.strictObject({
    api: z.string().regex(/^[a-z0-9]+$/),
    stage: z.string().regex(/^\w+$/),
    method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']),
    /** Below the stage, with the query: `/images?limit=2`. */
    path: z.string().startsWith('/'),
    headers: z.record(z.string(), z.string()).default({}),
    body: z.string().optional(),
  }),
  async run({ api, stage, method, path, headers, body }, { cloud }) {
    const url = `${cloud.endpoint}/_aws/execute-api/${api}/${stage}${path}`;
    const startedAt = performance.now();
    const sent = { method, headers, redirect: 'manual' as const };
    const response = await fetch(url, body === undefined ? sent : { ...sent, body });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
      durationMs: performance.now() - startedAt,
    };
  },
});
