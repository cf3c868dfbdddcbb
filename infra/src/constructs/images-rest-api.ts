import { createHash } from 'node:crypto';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';

export interface ImagesRestApiProps {
  readonly name: string;
  readonly handler: { readonly name: string; readonly invokeArn: string };
  readonly settings: Settings;
}

const stageName = 'v1';
const method = { httpMethod: 'ANY', authorization: 'NONE' };
const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST' }; // POST is Lambda's Invoke, not the client's

/** A REST API that hands every path and method to one function. */
export class ImagesRestApi extends Construct {
  /** Without a trailing slash. */
  readonly url: string;

  constructor(scope: Construct, id: string, { name, handler, settings }: ImagesRestApiProps) {
    super(scope, id);
    const onAws = settings.target === 'aws';
    const api = new ApiGatewayRestApi(this, 'api', {
      name,
      endpointConfiguration: { types: ['REGIONAL'] },
      // local-aws and LocalStack take the id from this tag, so that the URL stays the same between runs.
      ...(onAws ? {} : { tags: { _custom_id_: name } }),
    });
    const proxy = new ApiGatewayResource(this, 'proxy', {
      restApiId: api.id,
      parentId: api.rootResourceId,
      pathPart: '{proxy+}',
    });
    const integrations = Object.entries({ root: api.rootResourceId, any: proxy.id }).map(
      ([path, resourceId]) => {
        const any = new ApiGatewayMethod(this, `${path}-method`, {
          restApiId: api.id,
          resourceId,
          ...method,
        });
        return new ApiGatewayIntegration(this, `${path}-integration`, {
          restApiId: api.id,
          resourceId,
          httpMethod: any.httpMethod,
          uri: handler.invokeArn,
          ...integration,
        });
      },
    );
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: api.id,
      // A deployment is a snapshot: it is made anew when what it holds changes.
      triggers: {
        redeployment: createHash('sha1').update(JSON.stringify({ method, integration })).digest('hex'),
      },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: integrations,
    });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId: api.id,
      deploymentId: deployment.id,
      stageName,
    });
    new LambdaPermission(this, 'permission', {
      statementId: 'rest-api',
      action: 'lambda:InvokeFunction',
      functionName: handler.name,
      principal: 'apigateway.amazonaws.com',
      sourceArn: `${api.executionArn}/${stageName}/*`,
    });
    this.url = onAws ? stage.invokeUrl : `${settings.endpoint}/_aws/execute-api/${api.id}/${stageName}`;
  }
}
