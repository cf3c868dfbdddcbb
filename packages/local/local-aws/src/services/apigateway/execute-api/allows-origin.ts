import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  type AwsRequest,
  type AwsResponse,
  anonymous,
  type UnsignedRequest,
} from '../../../protocol/message.ts';

/**
 * Whether a page of that origin may send a request: the API is asked by the preflight that a browser leaves out before
 * simple requests. On AWS those reach the function; here they would come from whatever page the developer visits.
 */
export async function allowsOrigin(
  handle: (request: AwsRequest) => Promise<AwsResponse>,
  request: UnsignedRequest,
  origin: string,
): Promise<boolean> {
  if (request.method === 'OPTIONS') return true;
  const headers = { host: request.host, origin, 'access-control-request-method': request.method };
  const answer = await handle({
    ...request,
    id: randomUUID(),
    method: 'OPTIONS',
    headers,
    rawHeaders: Object.entries(headers).flat(),
    body: Readable.from([]),
    caller: anonymous,
  });
  const allowed = String(answer.headers?.['access-control-allow-origin']);
  return answer.status < 300 && (allowed === '*' || allowed === origin);
}
