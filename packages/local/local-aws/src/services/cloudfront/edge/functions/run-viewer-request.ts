import type { z } from 'zod';
import type { Behavior, Deployment } from '../deployment.ts';
import type { EdgeResponse } from '../edge-response.ts';
import { functionFailed } from '../responses/error-page.ts';
import type { ViewerRequest } from '../viewer-request.ts';
import { headersOf, pairsOf, queryValues, requestSchema, responseSchema, viewerEvent } from './event.ts';
import { forbiddenChange } from './forbidden-headers.ts';
import { responseOf } from './run-viewer-response.ts';

/** The request as the behavior's function leaves it, or the response that it makes itself. Throws an EdgeRefusal where it fails. */
export function runViewerRequest(
  deployment: Deployment,
  { viewerRequest }: Behavior,
  request: ViewerRequest,
): { readonly request: ViewerRequest } | { readonly response: EdgeResponse } {
  if (!viewerRequest) return { request };
  const { output } = viewerRequest.run(viewerEvent(deployment, 'viewer-request', request), request.id);
  if (output === undefined) throw functionFailed();
  const result: unknown = JSON.parse(output);
  if (typeof result === 'object' && result !== null && 'statusCode' in result) {
    const made = responseSchema.safeParse(result);
    if (!made.success || forbiddenChange('viewer-response', {}, headersOf(made.data.headers)))
      throw functionFailed();
    const response = responseOf(made.data);
    return { response: { ...response, result: 'FunctionGeneratedResponse' } };
  }
  const changed = requestSchema.safeParse(result);
  if (!changed.success) throw functionFailed();
  const { uri, method, querystring, headers: written, cookies: kept } = changed.data;
  const headers = headersOf(written);
  const isWrong =
    method !== request.method ||
    !uri.startsWith('/') ||
    forbiddenChange('viewer-request', request.headers, headers);
  if (isWrong) throw functionFailed();
  const cookies = pairsOf(kept);
  return {
    request: {
      ...request,
      uri,
      query: queryOf(request.query, querystring),
      headers:
        cookies.length === 0
          ? headers
          : { ...headers, cookie: cookies.map(([name, text]) => `${name}=${text}`).join('; ') },
      cookies,
    },
  };
}

/** As it was sent where the function left it alone: as values, a query has lost the order of its parts. */
function queryOf(before: string, querystring: z.output<typeof requestSchema>['querystring']): string {
  if (JSON.stringify(queryValues(before)) === JSON.stringify(querystring)) return before;
  return pairsOf(querystring)
    .map(([name, text]) => (text === '' ? name : `${name}=${text}`))
    .join('&');
}
