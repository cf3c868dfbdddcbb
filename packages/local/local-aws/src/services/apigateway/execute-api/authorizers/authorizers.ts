import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Invocation } from '../invocation.ts';
import { authorizerFault } from '../refusal.ts';
import type { Authorization } from './authorization.ts';
import { createCognitoAuthorizer } from './cognito-authorizer.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';

/** Calls a method's authorizer; throws a `Refusal`. */
export function createAuthorizers(cloud: Cloud) {
  const askFunction = createLambdaAuthorizer(cloud);
  const checkToken = createCognitoAuthorizer(cloud);

  return async function authorize(invocation: Invocation): Promise<Authorization> {
    const { api, method } = invocation;
    const authorizer = api.authorizers[method.authorizerId ?? ''];
    if (!authorizer) throw authorizerFault();
    return authorizer.type === 'COGNITO_USER_POOLS'
      ? checkToken(authorizer, invocation)
      : askFunction(authorizer, invocation);
  };
}
