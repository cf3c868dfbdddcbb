import { z } from 'zod';
import type { AwsResponse } from '../../../protocol/message.ts';
import type { RestApi } from '../documents.ts';
import { isBinary } from './proxy-event.ts';

const headerValue = z.union([z.string(), z.number(), z.boolean()]).transform(String);

/** API Gateway Developer Guide, "Output format of a Lambda function for proxy integration". */
const answerSchema = z
  .strictObject({
    statusCode: z.coerce.number().int().min(100).max(599),
    headers: z.record(z.string(), headerValue).nullish(),
    multiValueHeaders: z.record(z.string(), z.array(headerValue)).nullish(),
    body: z.union([z.string(), z.number()]).nullish(),
    isBase64Encoded: z.boolean().nullish(),
  })
  .nullable();

/** What a function answered as HTTP; `undefined` for what is no such document, which is answered by 502. */
export function proxyResponse(
  payload: Uint8Array,
  api: RestApi,
  accept: string | undefined,
): AwsResponse | undefined {
  const { data } = answerSchema.safeParse(parse(payload));
  if (!data) return undefined;
  const body = String(data.body ?? '');
  // Only what the caller accepts as a binary type is decoded; anybody else gets the text.
  const decoded = data.isBase64Encoded && isBinary(api, accept ?? '*/*') ? Buffer.from(body, 'base64') : body;
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(data.headers ?? {})) headers[name.toLowerCase()] = value;
  for (const [name, values] of Object.entries(data.multiValueHeaders ?? {}))
    headers[name.toLowerCase()] = values;
  return {
    status: data.statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: decoded,
  };
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'));
  } catch {
    return undefined;
  }
}
