import * as z from 'zod/mini';

const base = '/_local/api';
const refusal = z.object({ message: z.string() });

/** What the API refused; `message` is a sentence for people. */
class ApiError extends Error {
  override readonly name = 'ApiError';
}

/** Asks the console's API. Throws ApiError. */
export async function ask<T>(path: string, schema: z.ZodMiniType<T>, init?: RequestInit): Promise<T> {
  const response = await fetch(base + path, init).catch(() => {
    throw new ApiError('local-aws does not answer. Is it still running?');
  });
  const document: unknown = await response.json().catch(() => undefined);
  if (response.ok) return schema.parse(document);
  throw new ApiError(refusal.safeParse(document).data?.message ?? `local-aws answered ${response.status}.`);
}

/** The same with a JSON body. */
export function send<T>(
  method: 'POST' | 'PUT',
  path: string,
  body: object,
  schema: z.ZodMiniType<T>,
): Promise<T> {
  return ask(path, schema, { method, body: JSON.stringify(body) });
}

/** The path of an object's bytes. */
export function contentPath(bucket: string, key: string, versionId?: string): string {
  const query = new URLSearchParams({ key, ...(versionId === undefined ? {} : { versionId }) });
  return `${base}/buckets/${encodeURIComponent(bucket)}/content?${query}`;
}
