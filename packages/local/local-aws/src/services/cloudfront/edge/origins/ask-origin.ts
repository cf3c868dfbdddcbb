import type { Cloud } from '../../../../cloud/cloud.ts';
import { originKind } from '../../distributions/origin-kind.ts';
import { askServer } from './ask-server.ts';
import { askService } from './ask-service.ts';
import { OriginError, type OriginRequest, type OriginResponse } from './origin-response.ts';
import type { Origin, OriginTarget } from './origin-target.ts';

/**
 * The answer of the origin, or of the second one of a group where the first fails or answers a status that it fails
 * over on. Throws an OriginError.
 */
export async function askOrigin(
  cloud: Cloud,
  { primary, failover }: OriginTarget,
  request: OriginRequest,
): Promise<OriginResponse> {
  if (!failover || !/^(GET|HEAD|OPTIONS)$/.test(request.method)) return ask(cloud, primary, request);
  const answer = await ask(cloud, primary, request).catch((error: unknown) => {
    if (error instanceof OriginError) return undefined;
    throw error;
  });
  if (answer && !failover.statuses.has(answer.status)) return answer;
  if (answer?.body && 'destroy' in answer.body) answer.body.destroy();
  return ask(cloud, failover.secondary, request);
}

async function ask(cloud: Cloud, origin: Origin, request: OriginRequest): Promise<OriginResponse> {
  const { DomainName, OriginPath, CustomHeaders } = origin.config;
  const own = CustomHeaders.Items.map(({ HeaderName, HeaderValue }) => [
    HeaderName.toLowerCase(),
    HeaderValue,
  ]);
  const sent = {
    ...request,
    path: `${OriginPath}${request.path}`,
    headers: { host: DomainName, ...request.headers, ...Object.fromEntries(own) },
  };
  const kind = originKind(DomainName);
  return kind.kind === 'custom' ? askServer(origin.config, sent) : askService(cloud, origin, kind, sent);
}
