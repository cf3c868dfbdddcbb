import { randomBytes } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import { type DistributionAddress, distributionAddress } from '../../../protocol/distribution-address.ts';
import type { AwsRequest, AwsResponse, Service } from '../../../protocol/message.ts';
import { readBody } from '../../../protocol/message.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { answerWith } from './answer-with.ts';
import { createObjects } from './cache/fetch-object.ts';
import type { Deployment } from './deployment.ts';
import { createDeployments } from './deployments.ts';
import type { EdgeResponse } from './edge-response.ts';
import { measureAnswers } from './measure-answers.ts';
import { viaHost } from './origins/origin-request.ts';
import { EdgeRefusal, errorPage } from './responses/error-page.ts';
import { parseCookies, type ViewerRequest } from './viewer-request.ts';

/** Source: developer guide, "Quotas on headers" and "Request and response behavior for custom origins", "Maximum length of a request". */
const longestUrl = 8_192;
const mostBodyBytes = 80 * 1024 ** 2;

/** The requests of viewers: a distribution is a public web site. */
export function cloudFrontEdge(cloud: Cloud, state: CloudFrontState): Service {
  const find = createDeployments(cloud, state);
  const objects = createObjects(cloud, state.cache);
  const measure = measureAnswers(cloud);

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const address = distributionAddress(request);
    const viewer = viewerRequest(request, address?.path ?? '/');
    const deployment = address && (await find(address.id));
    const response = await respond(deployment, viewer).catch((error: unknown) => {
      if (error instanceof EdgeRefusal) return error.response;
      throw error;
    });
    if (deployment) measure(deployment.id, response.status);
    return written(response, viewer, address);
  }

  async function respond(deployment: Deployment | undefined, viewer: ViewerRequest): Promise<EdgeResponse> {
    if (!deployment) throw errorPage(403, 'There is no enabled distribution of this name.');
    if (viewer.uri.length + viewer.query.length > longestUrl) throw errorPage(414, 'The URL is too long.');
    return answerWith({ cloud, deployment, objects }, viewer);
  }

  return {
    name: 'cloudfront-edge',
    handle,
    isPublic: async () => true,
    allowsOrigin: async ({ method }) => /^(GET|HEAD|OPTIONS)$/.test(method),
  };
}

function viewerRequest(request: AwsRequest, uri: string): ViewerRequest {
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    id: `${randomBytes(40).toString('base64url')}==`,
    method: request.method,
    uri,
    query: request.rawQuery,
    headers,
    cookies: parseCookies(headers.cookie),
    ip: request.sourceIp,
    body: () => readBody(request, mostBodyBytes),
    signal: request.signal,
  };
}

/** As CloudFront signs its answers. */
function written(
  { status, headers, body, result }: EdgeResponse,
  viewer: ViewerRequest,
  address: DistributionAddress | undefined,
): AwsResponse {
  const bodyless = viewer.method === 'HEAD' || status === 304 || status === 204;
  const isTold = Buffer.isBuffer(body) && (viewer.method !== 'HEAD' || body.length > 0) && status !== 304;
  const length = isTold ? { 'content-length': String(body.length) } : {};
  if (bodyless && body && !Buffer.isBuffer(body)) body.destroy();
  return {
    status,
    headers: {
      ...headers,
      ...length,
      via: [headers.via, `1.1 ${viaHost} (CloudFront)`].filter(Boolean).join(', '),
      'x-cache': `${result} from cloudfront`,
      'x-amz-cf-pop': 'LOC50-P1',
      'x-amz-cf-id': viewer.id,
      ...(address?.ownHost ? {} : sandboxed(headers)),
    },
    ...(body === undefined || bodyless ? {} : { body }),
  };
}

/** By the path form a page would be of the cloud's own origin: its scripts run, and are of none. */
function sandboxed(headers: EdgeResponse['headers']) {
  const own = [headers['content-security-policy'] ?? []].flat();
  return {
    'content-security-policy': [...own, 'sandbox allow-scripts allow-forms allow-popups allow-downloads'],
  };
}
