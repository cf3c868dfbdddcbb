import { validateHeaderName } from 'node:http';
import { z } from 'zod';

/** A name or value that HTTP does not allow makes the whole answer malformed: nothing can be injected by it. */
const headerName = z.string().refine((name) => isValid(() => validateHeaderName(name)));
const headerValue = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .refine((value) => !/[^\P{Cc}\t]/u.test(value));

/** What a buffered answer and the prelude of a streamed one say of status and headers. */
export const headMembers = {
  statusCode: z.coerce.number().int().min(100).max(599),
  headers: z.record(headerName, headerValue).nullish(),
  cookies: z.array(headerValue).nullish(),
};

interface Head {
  readonly headers?: Readonly<Record<string, string>> | null | undefined;
  readonly cookies?: readonly string[] | null | undefined;
}

/** Headers that are the connection's alone. */
const dropped = new Set(['keep-alive', 'te', 'trailer', 'transfer-encoding', 'upgrade']);

/** Headers that Lambda sets itself: the function's go under another name. */
const remapped = new Set(['connection', 'content-length', 'date', 'host', 'server', 'www-authenticate']);

/** A function's headers as a function URL sends them. */
export function responseHeaders({ headers, cookies }: Head): Record<string, string | string[]> {
  const entries = Object.entries(headers ?? {}).flatMap(([name, value]) => {
    const lower = name.toLowerCase();
    if (dropped.has(lower)) return [];
    return [[remapped.has(lower) ? `x-amzn-remapped-${lower}` : lower, value] as const];
  });
  return {
    'content-type': 'application/json',
    ...Object.fromEntries(entries),
    ...(cookies?.length ? { 'set-cookie': [...cookies] } : {}),
  };
}

function isValid(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
