import type { Cloud } from '../../../cloud/cloud.ts';
import { AwsError } from '../../../protocol/aws-error.ts';
import { type AwsRequest, type AwsResponse, readBody, type Service } from '../../../protocol/message.ts';
import { newTrace } from '../../../protocol/trace-header.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import { createAccess } from './access.ts';
import { logAccess } from './access-log.ts';
import { allowsOrigin } from './allows-origin.ts';
import { callFunction } from './call-function.ts';
import { compressed } from './compressed.ts';
import { type DeployedApi, findDeployedApi } from './deployed-api.ts';
import { findMethod } from './find-method.ts';
import { gatewayResponse } from './gateway-response.ts';
import { type Invocation, methodArn } from './invocation.ts';
import { measureAnswers } from './measure-answers.ts';
import { mockResponse } from './mock-response.ts';
import { type Access, extendedRequestId, proxyEvent } from './proxy-event.ts';
import { proxyResponse } from './proxy-response.ts';
import { badAnswer, forbidden, misconfigured, missingToken, Refusal, tooLarge } from './refusal.ts';
import { createStageLimits } from './stage-limits.ts';

const maximumBodyBytes = 10 * 1024 ** 2; // API Gateway quotas, "Payload size"

/** What is learned of a request while it is answered. */
interface Exchange {
  integrationRequestId?: string;
}

/** Serves requests to deployed APIs. */
export function executeApi(cloud: Cloud, state: ApiGatewayState): Service {
  const authorize = createAccess(cloud, state);
  const checkStageLimits = createStageLimits(cloud);
  const measure = measureAnswers(cloud);

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const startedAt = performance.now();
    const deployed = await findDeployedApi(state, request);
    const exchange: Exchange = {};
    const response = await answer(request, deployed, exchange).catch((error: unknown) => {
      if (!(error instanceof Refusal)) throw error;
      return deployed ? gatewayResponse(error, request, deployed) : error.response;
    });
    if (deployed) {
      const milliseconds = performance.now() - startedAt;
      measure(deployed.api.name, deployed.stage.stageName, response.status, milliseconds);
      const { integrationRequestId } = exchange;
      logAccess(cloud, deployed, { request, response, milliseconds, integrationRequestId });
    }
    const ids = { 'x-amzn-requestid': request.id, 'x-amz-apigw-id': extendedRequestId(request) };
    return { ...response, headers: { ...ids, ...response.headers } };
  }

  async function answer(
    request: AwsRequest,
    deployed: DeployedApi | undefined,
    exchange: Exchange,
  ): Promise<AwsResponse> {
    const invocation = findInvocation(request, deployed);
    const access = await authorize(invocation);
    checkStageLimits(invocation);
    const body = await readBody(request, maximumBodyBytes).catch((error: unknown) => {
      throw error instanceof AwsError ? tooLarge() : error;
    });
    const integration = invocation.method.methodIntegration;
    const { api } = invocation;
    if (integration?.type === 'MOCK') return compressed(mockResponse(integration), api, request);
    // API Gateway calls functions only with POST, and fails if an integration says otherwise.
    if (integration?.type === 'AWS_PROXY' && integration.httpMethod === 'POST')
      return compressed(await callProxy(invocation, access, body, exchange), api, request);
    cloud.log.warn(
      `local-aws does not serve the integration of ${methodArn(invocation)}: ${integration?.type} called by ${integration?.httpMethod}`,
    );
    throw misconfigured();
  }

  /** The method of the deployed API that serves the request. Throws a `Refusal`. */
  function findInvocation(request: AwsRequest, deployed: DeployedApi | undefined): Invocation {
    if (!deployed) throw forbidden();
    const { address, api, stage, deployment } = deployed;
    const match = findMethod(deployment, request.method, address.path);
    if (!match) throw missingToken();
    const stageArn = `arn:aws:execute-api:${cloud.region}:${cloud.accountId}:${api.id}/${stage.stageName}`;
    const trace = request.headers['x-amzn-trace-id']?.toString() ?? newTrace(request.receivedAt);
    return { ...match, request, address, api, stage, stageArn, trace };
  }

  async function callProxy(
    invocation: Invocation,
    access: Access,
    body: Buffer,
    exchange: Exchange,
  ): Promise<AwsResponse> {
    const { api, method, resource, request, stageArn, trace } = invocation;
    const { requestId, payload, failed } = await callFunction(cloud, {
      uri: method.methodIntegration?.uri,
      credentials: method.methodIntegration?.credentials,
      sourceArn: `${stageArn}/${method.httpMethod === 'ANY' ? '*' : method.httpMethod}${resource.path}`,
      event: proxyEvent(cloud, invocation, access, body),
      timeoutMs: method.methodIntegration?.timeoutInMillis ?? 29_000,
      traceHeader: trace,
    });
    exchange.integrationRequestId = requestId;
    const response = failed ? undefined : proxyResponse(payload, api, request.headers.accept);
    if (!response) throw badAnswer();
    return { ...response, headers: { 'x-amzn-trace-id': trace, ...response.headers } };
  }

  return {
    name: 'execute-api',
    handle,
    allowsOrigin: (request, origin) => allowsOrigin(handle, request, origin),
  };
}
