import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import { createApiKeyCheck } from './api-key.ts';
import { createAuthorizers } from './authorizers/authorizers.ts';
import { type Invocation, methodArn } from './invocation.ts';
import type { Access } from './proxy-event.ts';
import { accessDenied, missingToken } from './refusal.ts';

/** Checks a caller against the method's authorization, then its API key. Throws a `Refusal`. */
export function createAccess(cloud: Cloud, state: ApiGatewayState) {
  const checkApiKey = createApiKeyCheck(cloud, state);
  const checkAuthorizer = createAuthorizers(cloud);

  return async function authorize(invocation: Invocation): Promise<Access> {
    const { method, api, request } = invocation;
    const iam = method.authorizationType === 'AWS_IAM' ? await checkIam(cloud, invocation) : {};
    const given = usesAuthorizer(method.authorizationType) ? await checkAuthorizer(invocation) : undefined;
    const authorizer = given ? { authorizer: given.context } : {};
    if (!method.apiKeyRequired) return { identity: iam, ...authorizer };

    const sent = [request.headers['x-api-key']].flat()[0];
    const apiKey = api.apiKeySource === 'AUTHORIZER' ? given?.usageIdentifierKey : sent;
    const key = await checkApiKey(invocation, apiKey);
    return { identity: { ...iam, apiKey: key.value, apiKeyId: key.id }, ...authorizer };
  };
}

function usesAuthorizer(authorizationType: string): boolean {
  return authorizationType === 'CUSTOM' || authorizationType === 'COGNITO_USER_POOLS';
}

async function checkIam(cloud: Cloud, invocation: Invocation): Promise<Record<string, string>> {
  const { request } = invocation;
  const { caller } = request;
  if (caller.kind === 'anonymous') throw missingToken();
  try {
    await cloud.access.authorize(request, {
      action: 'execute-api:Invoke',
      resources: [methodArn(invocation)],
    });
  } catch (error) {
    if (error instanceof AwsError) throw accessDenied(error.message);
    throw error;
  }
  return {
    accessKey: caller.accessKeyId ?? '',
    accountId: caller.accountId,
    caller: caller.userId,
    user: caller.userId,
    userArn: caller.arn,
  };
}
