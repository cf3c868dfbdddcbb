import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { Cloud } from '../../cloud/cloud.ts';
import { AwsError } from '../../protocol/aws-error.ts';
import { type OperationContext, operationsOf } from '../../protocol/operation.ts';
import type { Route } from '../../protocol/rest-route.ts';
import type { Collection } from '../../storage/collection.ts';
import type { ApiKey, RestApi, UsagePlan } from './documents.ts';

export interface ApiGatewayState {
  readonly apis: Collection<RestApi>;
  readonly apiKeys: Collection<ApiKey>;
  readonly usagePlans: Collection<UsagePlan>;
  /** Requests by usage plan, key and day. */
  readonly usage: Collection<number>;
}

export function openApiGateway({ storage }: Cloud): ApiGatewayState {
  return {
    apis: storage.collection('apigateway/apis'),
    apiKeys: storage.collection('apigateway/api-keys'),
    usagePlans: storage.collection('apigateway/usage-plans'),
    usage: storage.collection('apigateway/usage'),
  };
}

type Context = OperationContext<ApiGatewayState>;

const operation = operationsOf<ApiGatewayState>();

/** An operation and its address. IAM's action here is the HTTP method, its resource the path. */
export function route<Input, Output>(definition: {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly status?: number;
  readonly input: z.ZodType<Input>;
  run(input: Input, context: Context): Output | Promise<Output>;
}): Route<ApiGatewayState> {
  const { name, method, path, status, input, run } = definition;
  return {
    method,
    path,
    ...(status === undefined ? {} : { status }),
    operation: operation({
      name,
      input,
      run,
      action: `apigateway:${method}`,
      resource: (_, { cloud, request }) => `arn:aws:apigateway:${cloud.region}::${request.path}`,
    }),
  };
}

/** Ids in API Gateway's form. */
export function newId(length: 6 | 10): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

export function notFound(message: string): AwsError {
  return new AwsError('NotFoundException', message, 404);
}

export function conflict(message: string): AwsError {
  return new AwsError('ConflictException', message, 409);
}

export function badRequest(message: string): AwsError {
  return new AwsError('BadRequestException', message, 400);
}

/** Throws NotFoundException. */
export async function findApi({ cloud, state }: Context, id: string): Promise<RestApi> {
  const api = await state.apis.get(id);
  if (!api) throw notFound(`Invalid API identifier specified ${cloud.accountId}:${id}`);
  return api;
}

/** Seconds since the epoch, like all times in these documents. */
export function seconds(cloud: Cloud): number {
  return Math.floor(cloud.now().getTime() / 1000);
}
