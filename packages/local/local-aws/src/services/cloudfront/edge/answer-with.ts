import type { Cloud } from '../../../cloud/cloud.ts';
import { cacheKeyOf } from './cache/cache-key.ts';
import type { createObjects } from './cache/fetch-object.ts';
import type { Behavior, Deployment } from './deployment.ts';
import type { EdgeResponse } from './edge-response.ts';
import { runViewerRequest } from './functions/run-viewer-request.ts';
import { runViewerResponse } from './functions/run-viewer-response.ts';
import { originRequestOf } from './origins/origin-request.ts';
import { normalizedPath } from './path-pattern.ts';
import { applyHeadersPolicy } from './responses/apply-headers-policy.ts';
import { errorPage, methodNotAllowed } from './responses/error-page.ts';
import { viewerAnswer } from './responses/viewer-answer.ts';
import type { ViewerRequest } from './viewer-request.ts';

interface Edge {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly objects: ReturnType<typeof createObjects>;
}

/** The way of a viewer's request: behavior, protocol and method, function, cache and origin, function, headers. */
export async function answerWith(edge: Edge, viewer: ViewerRequest): Promise<EdgeResponse> {
  const { deployment } = edge;
  const behavior = behaviorFor(deployment, viewer.uri);
  const redirect = protocolAnswer(behavior, viewer, deployment);
  if (redirect) return redirect;
  if (!behavior.methods.has(viewer.method as 'GET')) throw methodNotAllowed();
  const result = runViewerRequest(deployment, behavior, viewer);
  if ('response' in result) return result.response;
  const request =
    result.request.uri === '/' && deployment.config.DefaultRootObject !== ''
      ? { ...result.request, uri: `/${deployment.config.DefaultRootObject}` }
      : result.request;
  const answer = await withErrorPage(edge, request, await objectFor(edge, behavior, request));
  const changed = runViewerResponse(deployment, behavior, request, answer);
  return applyHeadersPolicy(behavior.responseHeadersPolicy, request, changed);
}

function behaviorFor({ behaviors }: Deployment, path: string): Behavior {
  const normalized = normalizedPath(path);
  const found = behaviors.find(({ matches }) => matches(normalized)) ?? behaviors.at(-1);
  if (!found) throw errorPage(500, 'The distribution has no behavior.');
  return found;
}

/** Requests of this machine count as sent by HTTPS, unless a proxy in front says that they were not. */
function protocolAnswer(
  { config }: Behavior,
  viewer: ViewerRequest,
  { domainName }: Deployment,
): EdgeResponse | undefined {
  const isPlain = viewer.headers['x-forwarded-proto'] === 'http';
  if (!isPlain || config.ViewerProtocolPolicy === 'allow-all') return undefined;
  if (config.ViewerProtocolPolicy === 'https-only') throw errorPage(403, 'This distribution requires HTTPS.');
  const query = viewer.query === '' ? '' : `?${viewer.query}`;
  const host = viewer.headers.host ?? domainName;
  const status = /^(GET|HEAD)$/.test(viewer.method) ? 301 : 307;
  return { status, headers: { location: `https://${host}${viewer.uri}${query}` }, result: 'Redirect' };
}

async function objectFor(
  { deployment, objects }: Edge,
  behavior: Behavior,
  request: ViewerRequest,
): Promise<EdgeResponse> {
  const { keyOf, originRequest } = prepared(behavior);
  const scope = `${deployment.id} ${behavior.config.TargetOriginId}`;
  const { key, acceptEncoding } = keyOf(scope, request);
  const mayCache = request.method === 'GET' && (behavior.cachePolicy.MaxTTL ?? 0) > 0;
  const body = /^(GET|HEAD|OPTIONS)$/.test(request.method) ? undefined : await request.body();
  const asked = originRequest(request, { acceptEncoding, body });
  const call = { deployment, behavior, key, request: asked, viewerPath: request.uri };
  if (mayCache) return viewerAnswer(request, await objects.get(call));
  if (request.method === 'HEAD' && objects.has(key))
    return viewerAnswer(request, await objects.get({ ...call, request: { ...asked, method: 'GET' } }));
  return viewerAnswer(request, await objects.alone(call));
}

const preparations = new WeakMap<Behavior, ReturnType<typeof prepare>>();

function prepare({ cachePolicy, originRequestPolicy }: Behavior) {
  return { keyOf: cacheKeyOf(cachePolicy), originRequest: originRequestOf(cachePolicy, originRequestPolicy) };
}

function prepared(behavior: Behavior) {
  const known = preparations.get(behavior) ?? prepare(behavior);
  preparations.set(behavior, known);
  return known;
}

/** The page that the distribution has for an error of its origin. */
async function withErrorPage(
  edge: Edge,
  request: ViewerRequest,
  answer: EdgeResponse,
): Promise<EdgeResponse> {
  const custom = edge.deployment.config.CustomErrorResponses.Items.find(
    ({ ErrorCode, ResponsePagePath }) => ErrorCode === answer.status && ResponsePagePath !== '',
  );
  if (!custom) return answer;
  const page = {
    ...request,
    method: 'GET',
    uri: custom.ResponsePagePath,
    query: '',
    headers: withoutConditions(request),
  };
  const found = await objectFor(edge, behaviorFor(edge.deployment, page.uri), page);
  if (found.status !== 200) return answer;
  if (answer.body && 'destroy' in answer.body) answer.body.destroy();
  return { ...found, status: Number(custom.ResponseCode), result: 'Error' };
}

function withoutConditions({ headers }: ViewerRequest): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !/^(range|if-.*)$/.test(name)));
}
