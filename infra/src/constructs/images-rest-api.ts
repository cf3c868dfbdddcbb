import { createHash } from 'node:crypto';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response/index.js';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import type { Auth } from '@darkroom/pipeline-config';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { accessMode, limitKeys, type MethodAccess, methodAccess, openAccess } from './api-access.ts';

export interface ImagesRestApiProps {
  readonly name: string;
  readonly handler: { readonly name: string; readonly invokeArn: string };
  readonly auth: Auth | undefined;
  readonly settings: Settings;
}

const stageName = 'v1';
const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST' }; // POST is Lambda's Invoke, not the client's

/** A REST API that hands every path and method to one function. */
export class ImagesRestApi extends Construct {
  /** Without a trailing slash. */
  readonly url: string;
  /** Where API keys are needed: the plan that they must be added to. */
  readonly usagePlanId: string | undefined;
  private readonly api: ApiGatewayRestApi;

  constructor(scope: Construct, id: string, { name, handler, auth, settings }: ImagesRestApiProps) {
    super(scope, id);
    const onAws = settings.target === 'aws';
    this.api = new ApiGatewayRestApi(this, 'api', {
      name,
      endpointConfiguration: { types: ['REGIONAL'] },
      // local-aws and LocalStack take the id from this tag, so that the URL stays the same between runs.
      ...(onAws ? {} : { tags: { _custom_id_: name } }),
    });
    const { id: apiId, rootResourceId } = this.api;
    const mode = accessMode(auth, settings);
    const access = methodAccess(this, mode, { id: apiId, name });
    const proxy = new ApiGatewayResource(this, 'proxy', {
      restApiId: apiId,
      parentId: rootResourceId,
      pathPart: '{proxy+}',
    });
    const parts = [
      this.method('root', rootResourceId, 'ANY', access, handler.invokeArn),
      this.method('any', proxy.id, 'ANY', access, handler.invokeArn),
      // Browsers send no credentials with a CORS preflight.
      this.method('preflight', proxy.id, 'OPTIONS', openAccess, handler.invokeArn),
      ...['DEFAULT_4XX', 'DEFAULT_5XX'].map((responseType) => this.readableByPages(responseType)),
    ];
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: apiId,
      // A deployment is a snapshot: it is made anew when what it holds changes.
      triggers: {
        redeployment: createHash('sha1').update(JSON.stringify({ mode, integration })).digest('hex'),
      },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: parts,
    });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId: apiId,
      deploymentId: deployment.id,
      stageName,
    });
    if (mode.mode === 'apiKey') {
      this.usagePlanId = limitKeys(this, mode, { id: apiId, name, stageName: stage.stageName }).id;
    }
    new LambdaPermission(this, 'permission', {
      statementId: 'rest-api',
      action: 'lambda:InvokeFunction',
      functionName: handler.name,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${this.api.executionArn}/${stageName}/*`,
    });
    this.url = onAws ? stage.invokeUrl : `${settings.endpoint}/_aws/execute-api/${apiId}/${stageName}`;
  }

  private method(
    name: string,
    resourceId: string,
    httpMethod: 'ANY' | 'OPTIONS',
    access: MethodAccess,
    uri: string,
  ): ApiGatewayIntegration {
    const restApiId = this.api.id;
    const method = new ApiGatewayMethod(this, `${name}-method`, {
      restApiId,
      resourceId,
      httpMethod,
      ...access,
    });
    return new ApiGatewayIntegration(this, `${name}-integration`, {
      restApiId,
      resourceId,
      httpMethod: method.httpMethod,
      uri,
      ...integration,
    });
  }

  /** A page of another origin may read why API Gateway itself refused; such an answer tells nothing of images. */
  private readableByPages(responseType: string): ApiGatewayGatewayResponse {
    return new ApiGatewayGatewayResponse(this, responseType.toLowerCase().replace('_', '-'), {
      restApiId: this.api.id,
      responseType,
      responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
      // API Gateway's default, said here because it reads back as part of the response.
      responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
    });
  }
}
