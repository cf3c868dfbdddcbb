import { validateHeaderName } from 'node:http';
import { z } from 'zod';
import { jsonOrUndefined } from '../../../protocol/json-or-undefined.ts';
import type { AwsResponse } from '../../../protocol/message.ts';
import type { RestApi } from '../documents.ts';
import { isBinary } from './proxy-event.ts';

/** A name or value that HTTP does not allow makes the whole response malformed, so nothing can be injected. */
const headerName = z.string().refine((name) => isValid(() => validateHeaderName(name)));
const headerValue = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .refine((value) => !/[^\P{Cc}\t]/u.test(value));

/** API Gateway Developer Guide, "Output format of a Lambda function for proxy integration". */
const documentSchema = z.strictObject({
  statusCode: z.coerce.number().int().min(100).max(599).default(200),
  headers: z.record(headerName, headerValue).nullish(),
  multiValueHeaders: z.record(headerName, z.array(headerValue)).nullish(),
  body: z.union([z.string(), z.number()]).nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/** Developer Guide, "Amazon API Gateway important notes": headers that a function cannot set. */
const ofTheConnection = new Set(['content-length', 'te', 'trailer', 'transfer-encoding', 'upgrade']);
const remapped = new Set(['connection', 'content-md5', 'date', 'server', 'www-authenticate']);

/** A function's response as HTTP; `undefined` if it is malformed, which is answered with 502. */
export function proxyResponse(
  payload: Uint8Array,
  api: RestApi,
  accept: string | undefined,
): AwsResponse | undefined {
  const { data } = documentSchema.safeParse(jsonOrUndefined(payload));
  if (!data) return undefined;
  const body = String(data.body ?? '');
  // The body is decoded only if the caller accepts a binary type; other callers get the text.
  const decoded = data.isBase64Encoded && isBinary(api, accept ?? '*/*') ? Buffer.from(body, 'base64') : body;
  return {
    status: data.statusCode,
    headers: { 'content-type': 'application/json', ...headersOf(data) },
    body: decoded,
  };
}

/** Single and multiple values of a header become one list, as in API Gateway. */
function headersOf({
  headers,
  multiValueHeaders,
}: z.output<typeof documentSchema>): Record<string, string[]> {
  const merged = new Map<string, Set<string>>();
  const lists = Object.entries(headers ?? {}).map(([name, value]) => [name, [value]] as const);
  for (const [name, values] of [...lists, ...Object.entries(multiValueHeaders ?? {})]) {
    const lower = name.toLowerCase();
    if (ofTheConnection.has(lower)) continue;
    const sent = remapped.has(lower) ? `x-amzn-remapped-${lower}` : lower;
    merged.set(sent, new Set([...(merged.get(sent) ?? []), ...values]));
  }
  return Object.fromEntries([...merged].map(([name, values]) => [name, [...values]]));
}

function isValid(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
