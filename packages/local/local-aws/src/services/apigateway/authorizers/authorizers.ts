import { z } from 'zod';
import { badRequest, notFound } from '../api-gateway-state.ts';
import type { Authorizer, RestApi } from '../documents.ts';

export const authorizersPath = '/restapis/{restapi_id}/authorizers';
export const authorizerPath = `${authorizersPath}/{authorizer_id}`;
export const authorizerAddress = z.strictObject({ restapi_id: z.string(), authorizer_id: z.string() });

/** Throws NotFoundException. */
export function findAuthorizer({ authorizers }: RestApi, id: string): Authorizer {
  const authorizer = authorizers[id];
  if (!authorizer) throw notFound('Invalid Authorizer identifier specified');
  return authorizer;
}

export function withAuthorizer(api: RestApi, authorizer: Authorizer): RestApi {
  return { ...api, authorizers: { ...api.authorizers, [authorizer.id]: authorizer } };
}

/** Checks an authorizer before it is stored. Throws BadRequestException. */
export function checkedAuthorizer(authorizer: Authorizer): Authorizer {
  const { type, authorizerUri, providerARNs = [], identityValidationExpression } = authorizer;
  if (type === 'COGNITO_USER_POOLS') {
    if (providerARNs.length === 0)
      throw badRequest('Provider ARNs must be specified for Cognito authorizers');
  } else if (!authorizerUri) throw badRequest('Authorizer URI must be specified for Lambda authorizers');
  const ttl = authorizer.authorizerResultTtlInSeconds;
  if (!(ttl >= 0 && ttl <= 3600))
    throw badRequest('Authorizer result TTL must be between 0 and 3600 seconds');
  try {
    new RegExp(identityValidationExpression ?? '');
  } catch {
    throw badRequest(`Invalid identity validation expression: ${identityValidationExpression}`);
  }
  return authorizer;
}
