import type { Cloud } from '../../../../cloud/cloud.ts';
import type { Invocation } from '../invocation.ts';
import { authorizerFault } from '../refusal.ts';
import { createCognitoAuthorizer } from './cognito-authorizer.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';

/** What an authorizer says of a caller whom it lets through. */
export interface Authorization {
  /** Goes to the function as `requestContext.authorizer`. */
  readonly context: Readonly<Record<string, unknown>>;
  /** The caller's API key, where the API takes it from its authorizer. */
  readonly usageIdentifierKey?: string | undefined;
}

/** Asks the authorizer of a method; throws a `Refusal`. */
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
