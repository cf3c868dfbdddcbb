import type { z } from 'zod';
import type { Behavior, Deployment } from '../deployment.ts';
import type { EdgeResponse } from '../edge-response.ts';
import { functionFailed } from '../responses/error-page.ts';
import type { ViewerRequest } from '../viewer-request.ts';
import { headersOf, headerValues, responseSchema, viewerEvent } from './event.ts';
import { forbiddenChange } from './forbidden-headers.ts';

/** The response as the behavior's function leaves it; errors of the origin do not come to it. Throws an EdgeRefusal where it fails. */
export function runViewerResponse(
  deployment: Deployment,
  { viewerResponse }: Behavior,
  request: ViewerRequest,
  response: EdgeResponse,
): EdgeResponse {
  if (!viewerResponse || response.status >= 400) return response;
  const { 'set-cookie': setCookie = [], ...headers } = response.headers;
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const cookies = Object.fromEntries(
    [setCookie].flat().map((cookie) => {
      const [, name = '', value = '', attributes] = /^([^=]*)=([^;]*);?\s*(.*)$/.exec(cookie) ?? [];
      return [name, { value, ...(attributes ? { attributes } : {}) }];
    }),
  );
  const event = viewerEvent(deployment, 'viewer-response', request, {
    statusCode: response.status,
    headers: headerValues(plain),
    cookies,
  });
  const { output } = viewerResponse.run(event, request.id);
  const changed = output === undefined ? undefined : responseSchema.safeParse(JSON.parse(output)).data;
  if (!changed || forbiddenChange('viewer-response', plain, headersOf(changed.headers)))
    throw functionFailed();
  const next = responseOf(changed);
  return {
    ...response,
    status: next.status,
    headers: next.headers,
    ...(changed.body === undefined || next.body === undefined ? {} : { body: next.body }),
  };
}

/** What a function wrote, as an answer. */
export function responseOf({
  statusCode,
  headers,
  cookies,
  body,
}: z.output<typeof responseSchema>): EdgeResponse {
  const setCookie = Object.entries(cookies).map(
    ([name, { value, attributes }]) => `${name}=${value}${attributes ? `; ${attributes}` : ''}`,
  );
  return {
    status: statusCode,
    headers: { ...headersOf(headers), ...(setCookie.length > 0 ? { 'set-cookie': setCookie } : {}) },
    body: Buffer.from(body?.data ?? '', body?.encoding === 'base64' ? 'base64' : 'utf8'),
    result: 'Miss',
  };
}
