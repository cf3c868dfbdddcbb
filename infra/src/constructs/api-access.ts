import { ApiGatewayAuthorizer } from '@cdktf/provider-aws/lib/api-gateway-authorizer/index.js';
import { ApiGatewayUsagePlan } from '@cdktf/provider-aws/lib/api-gateway-usage-plan/index.js';
import type { Auth } from '@darkroom/pipeline-config';
import type { Construct } from 'constructs';
import { StackError } from '../errors.ts';
import type { Settings } from '../settings.ts';

/** What a method of the REST API requires of its callers. */
export interface MethodAccess {
  readonly authorization: 'NONE' | 'AWS_IAM' | 'COGNITO_USER_POOLS';
  readonly apiKeyRequired?: boolean;
  readonly authorizerId?: string;
}

export const openAccess: MethodAccess = { authorization: 'NONE' };

/** Who may call, as configured. Throws `StackError` with code `PublicApi` for an open API on AWS. */
export function accessMode(auth: Auth | undefined, settings: Settings): Auth {
  const chosen = auth ?? { mode: settings.target === 'aws' ? 'iam' : 'none', owners: false };
  if (chosen.mode === 'none' && settings.target === 'aws' && !settings.allowPublicApi) {
    throw new StackError(
      'PublicApi',
      "auth.mode is 'none' in darkroom.config.ts, so everybody could upload, list and delete images on AWS. Choose iam, apiKey or jwt, or set DARKROOM_ALLOW_PUBLIC_API=1 if you really want that.",
    );
  }
  return chosen;
}

export function methodAccess(scope: Construct, auth: Auth, api: { id: string; name: string }): MethodAccess {
  switch (auth.mode) {
    case 'none':
      return openAccess;
    case 'iam':
      return { authorization: 'AWS_IAM' };
    case 'apiKey':
      return { authorization: 'NONE', apiKeyRequired: true };
    case 'jwt': {
      const authorizer = new ApiGatewayAuthorizer(scope, 'user-pool', {
        restApiId: api.id,
        name: `${api.name}-user-pool`,
        type: 'COGNITO_USER_POOLS',
        providerArns: [auth.userPoolArn],
      });
      return { authorization: 'COGNITO_USER_POOLS', authorizerId: authorizer.id };
    }
  }
}

/** The limits of API keys. The operator creates the keys, so that Terraform's state holds none. */
export function limitKeys(
  scope: Construct,
  auth: Auth & { readonly mode: 'apiKey' },
  api: { readonly id: string; readonly name: string; readonly stageName: string },
): ApiGatewayUsagePlan {
  const { requestsPerSecond, burst, requestsPerMonth } = auth;
  return new ApiGatewayUsagePlan(scope, 'usage-plan', {
    name: api.name,
    apiStages: [{ apiId: api.id, stage: api.stageName }],
    throttleSettings: { rateLimit: requestsPerSecond, burstLimit: burst },
    ...(requestsPerMonth === undefined
      ? {}
      : { quotaSettings: { limit: requestsPerMonth, period: 'MONTH' } }),
  });
}
