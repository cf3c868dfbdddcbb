import { setTimeout } from 'node:timers/promises';
import type { Cloud } from '../../../cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { type AwsRequest, type AwsResponse, readBody, type Service } from '../../../protocol/message.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import { authorize } from './access.ts';
import { type Address, parseAddress } from './address.ts';
import { findMethod } from './find-method.ts';
import { extendedRequestId, proxyEvent } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';
import { forbidden, internalError, missingToken, Refusal, timedOut, tooLarge } from './refusal.ts';

const maximumBodyBytes = 10 * 1024 ** 2; // API Gateway quotas, "Payload size"

/** The requests to deployed APIs. */
export function executeApi(cloud: Cloud, state: ApiGatewayState): Service {
  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const response = await answer(request).catch((error: unknown) => {
      if (error instanceof Refusal) return error.response;
      throw error;
    });
    const ids = { 'x-amzn-requestid': request.id, 'x-amz-apigw-id': extendedRequestId(request) };
    return { ...response, headers: { ...ids, ...response.headers } };
  }

  async function answer(request: AwsRequest): Promise<AwsResponse> {
    const address = parseAddress(request.host, request.path);
    const { api, stage, deployment } = await find(address);
    if (!address || !api || !stage || !deployment) throw forbidden();
    const match = findMethod(deployment, request.method, address.path);
    if (!match) throw missingToken();
    const { method, resource } = match;
    const arn = `arn:aws:execute-api:${cloud.region}:${cloud.accountId}:${api.id}/${stage.stageName}`;
    const access = await authorize({
      cloud,
      state,
      api,
      stage: stage.stageName,
      method,
      request,
      methodArn: `${arn}/${request.method}${address.path}`,
    });

    const body = await readBody(request, maximumBodyBytes).catch((error: unknown) => {
      throw error instanceof AwsError ? tooLarge() : error;
    });
    const event = proxyEvent({ cloud, api, stage, address, match, access, request, body });
    const integration = method.methodIntegration;
    const payload = await invoke({
      functionArn: functionArnOf(integration?.uri),
      sourceArn: `${arn}/${method.httpMethod === 'ANY' ? '*' : method.httpMethod}${resource.path}`,
      event,
      timeoutMs: integration?.timeoutInMillis ?? 29_000,
    });
    const response = proxyResponse(payload, api, request.headers.accept);
    if (!response) throw internalError(502);
    return response;
  }

  async function find(address: Address | undefined) {
    const api = address && (await state.apis.get(address.apiId));
    const stage = address && api?.stages[address.stage];
    return { api, stage, deployment: stage && api?.deployments[stage.deploymentId] };
  }

  async function invoke(call: {
    functionArn: string | undefined;
    sourceArn: string;
    event: object;
    timeoutMs: number;
  }): Promise<Uint8Array> {
    const { functionArn, sourceArn } = call;
    if (functionArn === undefined) throw internalError(500);
    const { lambda } = cloud.ports;
    try {
      const permitted = await lambda.permits({
        functionArn,
        principal: 'apigateway.amazonaws.com',
        sourceArn,
      });
      if (!permitted) {
        cloud.log.warn(`API Gateway has no permission to invoke ${functionArn} for ${sourceArn}`);
        throw internalError(500);
      }
      const invocation = lambda.invoke({ functionArn, payload: Buffer.from(JSON.stringify(call.event)) });
      const waiting = new AbortController();
      const result = await Promise.race([
        invocation,
        setTimeout(call.timeoutMs, 'timeout' as const, { signal: waiting.signal }),
      ]).finally(() => waiting.abort());
      if (result === 'timeout') throw timedOut();
      if (result.functionError !== undefined) throw internalError(502);
      return result.payload;
    } catch (error) {
      if (error instanceof AwsError) throw internalError(500); // throttled, or gone
      throw error;
    }
  }

  return { name: 'execute-api', handle };
}

/** `arn:aws:apigateway:<region>:lambda:path/2015-03-31/functions/<function ARN>/invocations` */
function functionArnOf(uri: string | undefined): string | undefined {
  return /\/functions\/(.+)\/invocations$/.exec(uri ?? '')?.[1];
}
