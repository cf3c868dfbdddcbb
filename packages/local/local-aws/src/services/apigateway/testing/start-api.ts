import {
  APIGatewayClient,
  CreateDeploymentCommand,
  CreateResourceCommand,
  CreateRestApiCommand,
  type CreateRestApiCommandInput,
  PutIntegrationCommand,
  PutMethodCommand,
  type PutMethodCommandInput,
} from '@aws-sdk/client-api-gateway';
import { AddPermissionCommand } from '@aws-sdk/client-lambda';
import { onTestFinished } from 'vitest';
import type { LocalAwsOptions } from '../../../start-local-aws.ts';
import { startLambda } from '../../lambda/testing/start-lambda.ts';

export const stageName = 'v1';

/** local-aws, and the official clients of API Gateway and Lambda. They end with the test. */
export async function startApiGateway(options: LocalAwsOptions = {}) {
  const { aws, lambda, create } = await startLambda(options);
  const apiGateway = new APIGatewayClient({
    endpoint: aws.endpoint,
    region: aws.region,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  onTestFinished(() => apiGateway.destroy());

  /** A function that API Gateway may call; returns the URI of its integration. */
  async function createFunction(name: string, source: string) {
    const { FunctionArn } = await create(name, source);
    await lambda.send(
      new AddPermissionCommand({
        FunctionName: name,
        StatementId: 'api',
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      }),
    );
    return `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${FunctionArn}/invocations`;
  }

  const deploy = (restApiId: string) =>
    apiGateway.send(new CreateDeploymentCommand({ restApiId, stageName }));

  /** Adds a resource below the root whose ANY method is proxied to a function. */
  async function addProxy(
    api: { restApiId: string; parentId: string },
    pathPart: string,
    uri: string,
    method: Partial<PutMethodCommandInput> = {},
  ) {
    const { restApiId } = api;
    const { id: resourceId = '' } = await apiGateway.send(new CreateResourceCommand({ ...api, pathPart }));
    const address = { restApiId, resourceId, httpMethod: 'ANY' };
    await apiGateway.send(new PutMethodCommand({ ...address, authorizationType: 'NONE', ...method }));
    await apiGateway.send(
      new PutIntegrationCommand({ ...address, type: 'AWS_PROXY', integrationHttpMethod: 'POST', uri }),
    );
    return resourceId;
  }

  /** A deployed API in which every path below the root calls a function with this source. */
  async function createApi(
    source: string,
    {
      api,
      method,
    }: { api?: Partial<CreateRestApiCommandInput>; method?: Partial<PutMethodCommandInput> } = {},
  ) {
    const uri = await createFunction('handler', source);
    const { id: restApiId = '', rootResourceId: parentId = '' } = await apiGateway.send(
      new CreateRestApiCommand({ name: 'photos', ...api }),
    );
    const resourceId = await addProxy({ restApiId, parentId }, '{proxy+}', uri, method);
    await deploy(restApiId);
    const url = `${aws.endpoint}/_aws/execute-api/${restApiId}/${stageName}`;
    return { restApiId, parentId, resourceId, url, uri };
  }

  return { aws, apiGateway, lambda, createFunction, createApi, addProxy, deploy };
}
