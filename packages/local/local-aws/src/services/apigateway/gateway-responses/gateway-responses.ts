import { z } from 'zod';
import { ValidationError } from '../../../protocol/aws-error.ts';
import { notFound } from '../api-gateway-state.ts';
import type { GatewayResponse, RestApi } from '../documents.ts';

export const gatewayResponsesPath = '/restapis/{restapi_id}/gatewayresponses';
export const gatewayResponsePath = `${gatewayResponsesPath}/{response_type}`;
export const gatewayResponseAddress = z.strictObject({ restapi_id: z.string(), response_type: z.string() });

/** API Gateway's own default responses. Source: Developer Guide, "Gateway response types". */
const defaultStatus: Readonly<Record<string, string | undefined>> = {
  ACCESS_DENIED: '403',
  API_CONFIGURATION_ERROR: '500',
  AUTHORIZER_CONFIGURATION_ERROR: '500',
  AUTHORIZER_FAILURE: '500',
  BAD_REQUEST_BODY: '400',
  BAD_REQUEST_PARAMETERS: '400',
  DEFAULT_4XX: undefined,
  DEFAULT_5XX: undefined,
  EXPIRED_TOKEN: '403',
  INTEGRATION_FAILURE: '504',
  INTEGRATION_TIMEOUT: '504',
  INVALID_API_KEY: '403',
  INVALID_SIGNATURE: '403',
  MISSING_AUTHENTICATION_TOKEN: '403',
  QUOTA_EXCEEDED: '429',
  REQUEST_TOO_LARGE: '413',
  RESOURCE_NOT_FOUND: '404',
  THROTTLED: '429',
  UNAUTHORIZED: '401',
  UNSUPPORTED_MEDIA_TYPE: '415',
  WAF_FILTERED: '403',
};

export const gatewayResponseTypes = Object.keys(defaultStatus);

/** Throws ValidationException for a type that does not exist. */
function requireType(responseType: string): void {
  if (gatewayResponseTypes.includes(responseType)) return;
  throw new ValidationError(
    `1 validation error detected: Value '${responseType}' at 'responseType' failed to satisfy constraint: ` +
      `Member must satisfy enum value set: [${gatewayResponseTypes.join(', ')}]`,
  );
}

/** The API's own response of a type, or the default. Throws for a type that does not exist. */
export function gatewayResponseOf({ gatewayResponses }: RestApi, responseType: string): GatewayResponse {
  requireType(responseType);
  return (
    gatewayResponses[responseType] ?? {
      responseType,
      statusCode: defaultStatus[responseType],
      responseParameters: {},
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
      defaultResponse: true,
    }
  );
}

/** Throws NotFoundException if the API has only the default. */
export function requireOwn({ gatewayResponses }: RestApi, responseType: string): void {
  requireType(responseType);
  if (!gatewayResponses[responseType]) throw notFound('Gateway response type not defined on api');
}
