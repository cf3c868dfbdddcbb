import { z } from 'zod';
import { jsonOrUndefined } from '../../../../protocol/json-or-undefined.ts';
import type { AwsResponse } from '../../../../protocol/message.ts';
import { headMembers, responseHeaders } from './response-head.ts';
import { functionFailed } from './url-refusal.ts';

const documentSchema = z.looseObject({
  ...headMembers,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
});

/**
 * What a function answered as HTTP: a document with a `statusCode`, or anything else, which is the body of a 200.
 * Throws a UrlRefusal for a malformed document.
 * Source: Lambda Developer Guide, "Invoking Lambda function URLs", response payload format.
 */
export function bufferedResponse(payload: Uint8Array): AwsResponse {
  const text = Buffer.from(payload).toString('utf8');
  const answer = jsonOrUndefined(text);
  if (!isDocument(answer)) {
    const body = typeof answer === 'string' ? answer : JSON.stringify(answer);
    return { status: 200, headers: { 'content-type': 'application/json' }, body: body ?? text };
  }
  const { data } = documentSchema.safeParse(answer);
  if (!data) throw functionFailed();
  const { statusCode: status, body, isBase64Encoded } = data;
  return {
    status,
    headers: responseHeaders(data),
    body: isBase64Encoded ? Buffer.from(body ?? '', 'base64') : (body ?? ''),
  };
}

function isDocument(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'statusCode' in answer;
}
