import { createHash } from 'node:crypto';
import type { Cloud } from '../../../cloud/cloud.ts';
import { commonLogTime } from '../../../protocol/common-log-time.ts';
import type { AwsRequest, AwsResponse } from '../../../protocol/message.ts';
import type { DeployedApi } from './deployed-api.ts';
import { extendedRequestId } from './proxy-event.ts';

/** What is known of a request once it is answered. */
export interface Answered {
  readonly request: AwsRequest;
  readonly response: AwsResponse;
  readonly milliseconds: number;
  /** Of the function that an integration has called: Lambda's id of the invocation. */
  readonly integrationRequestId: string | undefined;
}

/**
 * Writes a stage's access log. A variable that is not known here, or has no value, is `-`. Source: API Gateway Developer
 * Guide, "Variables for access logging for API Gateway".
 */
export function logAccess(cloud: Cloud, { api, stage, address }: DeployedApi, answered: Answered): void {
  const { destinationArn, format } = stage.accessLogSettings ?? {};
  const group = /:log-group:([^:]+)/.exec(destinationArn ?? '')?.[1];
  if (group === undefined || format === undefined) return;
  const { request, response, milliseconds, integrationRequestId } = answered;
  const { body } = response;
  const hasLength = typeof body === 'string' || body instanceof Uint8Array;
  const values: Readonly<Record<string, string | number | undefined>> = {
    requestId: request.id,
    extendedRequestId: extendedRequestId(request),
    apiId: api.id,
    stage: stage.stageName,
    httpMethod: request.method,
    path: `/${stage.stageName}${address.sentPath}`,
    protocol: 'HTTP/1.1',
    requestTime: commonLogTime(request.receivedAt),
    requestTimeEpoch: request.receivedAt.getTime(),
    status: response.status,
    responseLength: hasLength ? Buffer.byteLength(body) : undefined,
    responseLatency: Math.round(milliseconds),
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.headers['user-agent'],
    'integration.requestId': integrationRequestId,
  };
  const message = format.replaceAll(/\$context\.([\w.]+\w)/g, (_, name: string) =>
    String(values[name] ?? '-'),
  );
  const stream = createHash('md5').update(`${api.id}/${stage.stageName}`).digest('hex');
  cloud.ports.logs
    .append(group, stream, [{ timestamp: cloud.now().getTime(), message }])
    .catch((error: unknown) => cloud.logFault('an access log could not be written', error));
}
