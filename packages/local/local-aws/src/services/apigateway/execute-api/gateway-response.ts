import type { AwsRequest, AwsResponse } from '../../../protocol/message.ts';
import type { DeployedApi } from './deployed-api.ts';
import { findMethod } from './find-method.ts';
import type { Refusal } from './refusal.ts';

/**
 * A refusal in the form that the API gives it: its own response of that type or of the whole class, else the default.
 * Source: Developer Guide, "Gateway responses for REST APIs".
 */
export function gatewayResponse(refusal: Refusal, request: AwsRequest, deployed: DeployedApi): AwsResponse {
  const { response, responseType } = refusal;
  const { gatewayResponses } = deployed.deployment;
  const classOf = response.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const own = gatewayResponses[responseType] ?? gatewayResponses[classOf];
  if (!own) return response;
  const variables = variablesOf(refusal, request, deployed);
  const headers = Object.entries(own.responseParameters).flatMap(([target, source]) => {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const value = /^'(.*)'$/.exec(source)?.[1] ?? variables(source);
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value] as const];
  });
  const [[contentType, template = ''] = []] = Object.entries(own.responseTemplates);
  return {
    status: Number(own.statusCode ?? response.status),
    headers: {
      ...response.headers,
      ...(contentType ? { 'content-type': contentType } : {}),
      ...Object.fromEntries(headers),
    },
    body: template.replace(/\$((?:context|stageVariables)\.[\w.]*\w)/g, (_, name) => variables(name) ?? ''),
  };
}

/** Values that a gateway response may use: `context.error.message`, `stageVariables.color`, `method.request.header.Origin`. */
function variablesOf(
  refusal: Refusal,
  request: AwsRequest,
  { address, api, stage, deployment }: DeployedApi,
) {
  const sources: Readonly<Record<string, (name: string) => string | undefined>> = {
    context: (name) => context[name],
    stageVariables: (name) => stage.variables?.[name],
    'method.request.header': (name) => [request.headers[name.toLowerCase()]].flat().at(-1),
    'method.request.querystring': (name) => request.query.getAll(name).at(-1),
    'method.request.path': (name) =>
      findMethod(deployment, request.method, address.path)?.pathParameters[name],
  };
  const context: Readonly<Record<string, string>> = {
    'error.message': refusal.message,
    'error.messageString': refusal.message ? JSON.stringify(refusal.message) : 'null',
    'error.responseType': refusal.responseType,
    requestId: request.id,
    apiId: api.id,
    stage: stage.stageName,
    httpMethod: request.method,
    path: `/${stage.stageName}${address.path}`,
  };
  return (variable: string): string | undefined => {
    const [, source = '', name = ''] =
      /^(context|stageVariables|method\.request\.\w+)\.(.+)$/.exec(variable) ?? [];
    return sources[source]?.(name);
  };
}
