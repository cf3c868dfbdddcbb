import type { ApiGatewayStageAccessLogSettings } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group/index.js';
import type { Construct } from 'constructs';

/** API Gateway Developer Guide, "Variables for access logging for API Gateway". No header and no query: they may hold secrets. */
const fields = {
  requestId: '$context.requestId',
  /** Lambda's id of the request, by which the functions' logs know it. */
  correlation_id: '$context.integration.requestId',
  time: '$context.requestTime',
  sourceIp: '$context.identity.sourceIp',
  caller: '$context.identity.userArn',
  apiKeyId: '$context.identity.apiKeyId',
  subject: '$context.authorizer.claims.sub',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
};

export interface ApiAccessLogProps {
  readonly name: string;
  readonly logDays: number;
}

/** A line for each request to the API. API Gateway writes it by the account's own role, which the stack does not touch. */
export function apiAccessLog(
  scope: Construct,
  { name, logDays }: ApiAccessLogProps,
): ApiGatewayStageAccessLogSettings {
  const group = new CloudwatchLogGroup(scope, 'access-log', {
    name: `/aws/vendedlogs/${name}-api`,
    retentionInDays: logDays,
  });
  return { destinationArn: group.arn, format: JSON.stringify(fields) };
}
