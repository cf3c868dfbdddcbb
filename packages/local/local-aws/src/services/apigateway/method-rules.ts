import { badRequest } from './api-gateway-state.ts';
import type { Integration, Method, RestApi } from './documents.ts';
import { checkModels } from './method-patches.ts';

const httpMethods = ['GET', 'PUT', 'POST', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'ANY'];

/** Checks a method before it is stored. Throws BadRequestException. */
export function checkedMethod(api: RestApi, method: Method): Method {
  const { httpMethod, authorizationType, authorizerId, requestModels, requestParameters } = method;
  if (!httpMethods.includes(httpMethod))
    throw badRequest(`Invalid HttpMethod specified. Valid options are ${httpMethods.join(',')}`);
  const needsAuthorizer = authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
  if (needsAuthorizer && !api.authorizers[authorizerId ?? ''])
    throw badRequest(
      'Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.',
    );
  checkModels(requestModels);
  checkParameters(Object.keys(requestParameters ?? {}));
  return method;
}

function checkParameters(parameters: readonly string[]): void {
  const names = parameters.map((parameter) => {
    const name = /^method\.request\.(?:querystring|header|path)\.(.+)$/.exec(parameter)?.[1];
    if (name === undefined)
      throw badRequest(
        `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression specified: ${parameter}]`,
      );
    return name;
  });
  if (new Set(names).size < names.length)
    throw badRequest('Parameter names must be unique across querystring, header and path');
}

/** Checks an integration before it is stored. Throws BadRequestException. */
export function checkedIntegration(integration: Integration): Integration {
  const { type, httpMethod, uri = '' } = integration;
  if (type === 'MOCK') return integration;
  if (!httpMethod) throw badRequest('Enumeration value for HttpMethod must be non-empty');
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    if (!/^https?:\/\/[^/]/.test(uri)) throw badRequest('Invalid HTTP endpoint specified for URI');
    return integration;
  }
  if (!/^arn:[\w-]+:apigateway:[\w-]+:[\w.-]+:/.test(uri))
    throw badRequest('Invalid ARN specified in the request');
  if (!/^arn:([^:]+:){4}(path|action)\/./.test(uri))
    throw badRequest('AWS ARN for integration must contain path or action');
  if (type === 'AWS_PROXY' && !/:lambda:path\/2015-03-31\/functions\/.+\/invocations$/.test(uri))
    throw badRequest(
      "Integrations of type 'AWS_PROXY' currently only supports Lambda function and Firehose stream invocations.",
    );
  return integration;
}
