import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import type { AwsRequest } from '../../../protocol/message.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import type { Method, RestApi } from '../documents.ts';
import { missingToken, Refusal } from './refusal.ts';
import { checkUsage } from './usage.ts';

/** What the event tells of the caller. */
export interface Access {
  readonly identity: Readonly<Record<string, string>>;
  readonly authorizer?: Readonly<Record<string, unknown>>;
}

/** Lets a caller through or throws a `Refusal`. */
export async function authorize(options: {
  readonly cloud: Cloud;
  readonly state: ApiGatewayState;
  readonly api: RestApi;
  readonly stage: string;
  readonly method: Method;
  readonly request: AwsRequest;
  /** `arn:aws:execute-api:…:<api>/<stage>/<method>/<path>` */
  readonly methodArn: string;
}): Promise<Access> {
  const { method, request } = options;
  const iam = method.authorizationType === 'AWS_IAM' ? await checkIam(options) : {};
  const key = method.apiKeyRequired ? await checkUsage(options) : undefined;
  const given = request.headers['x-api-key'];
  return {
    identity: { ...iam, ...(key ? { apiKey: String(given), apiKeyId: key.id } : {}) },
  };
}

async function checkIam({
  cloud,
  request,
  methodArn,
}: {
  cloud: Cloud;
  request: AwsRequest;
  methodArn: string;
}): Promise<Record<string, string>> {
  const { caller } = request;
  if (caller.kind === 'anonymous') throw missingToken();
  try {
    await cloud.access.authorize(request, { action: 'execute-api:Invoke', resources: [methodArn] });
  } catch (error) {
    if (error instanceof AwsError) throw new Refusal(403, error.message, 'AccessDeniedException');
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
