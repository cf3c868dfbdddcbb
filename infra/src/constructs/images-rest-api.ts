import { createHash } from 'node:crypto';
import { ApiGatewayDeployment } from '@cdktf/provider-aws/lib/api-gateway-deployment/index.js';
import { ApiGatewayGatewayResponse } from '@cdktf/provider-aws/lib/api-gateway-gateway-response/index.js';
import { ApiGatewayIntegration } from '@cdktf/provider-aws/lib/api-gateway-integration/index.js';
import { ApiGatewayMethod } from '@cdktf/provider-aws/lib/api-gateway-method/index.js';
import { ApiGatewayMethodSettings } from '@cdktf/provider-aws/lib/api-gateway-method-settings/index.js';
import { ApiGatewayResource } from '@cdktf/provider-aws/lib/api-gateway-resource/index.js';
import { ApiGatewayRestApi } from '@cdktf/provider-aws/lib/api-gateway-rest-api/index.js';
import { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission/index.js';
import type { Auth, PipelineConfig } from '@darkroom/pipeline-config';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import type { Settings } from '../settings.ts';
import { accessMode, limitKeys, type MethodAccess, methodAccess, openAccess } from './api-access.ts';
import { apiAccessLog } from './api-access-log.ts';
import { type GatewayResponse, gatewayResponses } from './gateway-responses.ts';

export interface ImagesRestApiProps {
  readonly name: string;
  readonly handler: { readonly name: string; readonly invokeArn: string };
  readonly config: Pick<PipelineConfig, 'api' | 'auth' | 'retention' | 'uploads'>;
  readonly settings: Settings;
  /** Functions that answer one path and all below it. */
  readonly routes: readonly FunctionRoute[];
}

export interface FunctionRoute {
  /** `/sharpness` */
  readonly path: string;
  readonly handler: ImagesRestApiProps['handler'];
}

/** A method of the API; all methods invoke the one function. */
interface RestMethod {
  readonly name: string;
  readonly resourceId: string;
  readonly httpMethod: 'ANY' | 'GET' | 'OPTIONS';
  readonly access: MethodAccess;
}

/** Adds a part of a path below another. */
type AddPart = (id: string, parentId: string, pathPart: string) => ApiGatewayResource;

/** Name of its stage, and the first part of its paths. */
export const apiStage = 'v1';
const minimumCompressionSize = '1024'; // bytes; less is not worth it
const integration = { type: 'AWS_PROXY', integrationHttpMethod: 'POST' }; // POST is Lambda's Invoke, not the client's

/** A REST API that passes every path and method to one function. */
export class ImagesRestApi extends Construct {
  /** Without a trailing slash. */
  readonly url: string;
  /** The origin of its own page, as browsers send it. */
  readonly origins: readonly string[];
  /** If API keys are required: the usage plan to which they must be added. */
  readonly usagePlanId: string | undefined;
  private readonly api: ApiGatewayRestApi;

  constructor(scope: Construct, id: string, props: ImagesRestApiProps) {
    super(scope, id);
    const { name, handler, settings } = props;
    const { api: limits, auth, retention, uploads } = props.config;
    const onAws = settings.target === 'aws';
    this.api = new ApiGatewayRestApi(this, 'api', {
      name,
      endpointConfiguration: { types: ['REGIONAL'] },
      minimumCompressionSize, // text, as the provider has it
      // local-aws and LocalStack take the id from this tag, so that the URL stays the same between runs.
      ...(onAws ? {} : { tags: { _custom_id_: name } }),
    });
    const { id: apiId, rootResourceId } = this.api;
    const part: AddPart = (id, parentId, pathPart) =>
      new ApiGatewayResource(this, id, { restApiId: apiId, parentId, pathPart });
    const proxy = part('proxy', rootResourceId, '{proxy+}');
    const mode = accessMode(auth, settings);
    const access = methodAccess(this, mode, { id: apiId, name });
    const methods: readonly RestMethod[] = [
      { name: 'root', resourceId: rootResourceId, httpMethod: 'ANY', access },
      { name: 'any', resourceId: proxy.id, httpMethod: 'ANY', access },
      // Browsers send no credentials with a CORS preflight.
      { name: 'preflight', resourceId: proxy.id, httpMethod: 'OPTIONS', access: openAccess },
      ...(galleryIsOpen(mode, settings) ? galleryMethods(rootResourceId, part) : []),
    ];
    const added = props.routes.map((route) => ({
      ...route,
      methods: routeMethods(route, rootResourceId, access, part),
    }));
    const responses = gatewayResponses(uploads.allowedOrigins);
    const parts = [
      ...methods.map((method) => this.method(method, handler.invokeArn)),
      ...added.flatMap(({ methods, handler }) =>
        methods.map((method) => this.method(method, handler.invokeArn)),
      ),
      ...responses.map((response) => this.gatewayResponse(response)),
    ];
    const deployment = new ApiGatewayDeployment(this, 'deployment', {
      restApiId: apiId,
      // A deployment is a snapshot, so it is created again when its contents change.
      triggers: {
        redeployment: digest({
          mode,
          methods: methods.map(described),
          responses,
          integration,
          minimumCompressionSize,
          ...(added.length > 0 && {
            added: added.map(({ path, methods }) => [path, methods.map(described)]),
          }),
        }),
      },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: parts,
    });
    const stage = new ApiGatewayStage(this, 'stage', {
      restApiId: apiId,
      deploymentId: deployment.id,
      stageName: apiStage,
      ...(limits.accessLogs && {
        accessLogSettings: apiAccessLog(this, { name, logDays: retention.logDays }),
      }),
    });
    new ApiGatewayMethodSettings(this, 'limits', {
      restApiId: apiId,
      stageName: stage.stageName,
      methodPath: '*/*',
      settings: {
        throttlingRateLimit: limits.requestsPerSecond,
        throttlingBurstLimit: limits.burst,
      },
    });
    if (mode.mode === 'apiKey') {
      this.usagePlanId = limitKeys(this, mode, { id: apiId, name, stageName: stage.stageName }).id;
    }
    const handlers = [{ id: 'permission', handler }, ...added.map(permitted)];
    for (const { id, handler } of handlers)
      new LambdaPermission(this, id, {
        statementId: 'rest-api',
        action: 'lambda:InvokeFunction',
        functionName: handler.name,
        principal: 'apigateway.amazonaws.com',
        sourceArn: `${this.api.executionArn}/${apiStage}/*`,
      });
    this.url = onAws ? stage.invokeUrl : `${settings.endpoint}/_aws/execute-api/${apiId}/${apiStage}`;
    this.origins = onAws ? [Fn.trimsuffix(stage.invokeUrl, `/${apiStage}`)] : originsAt(settings.endpoint);
  }

  private method({ name, resourceId, httpMethod, access }: RestMethod, uri: string): ApiGatewayIntegration {
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

  private gatewayResponse(response: GatewayResponse): ApiGatewayGatewayResponse {
    const id = response.responseType.toLowerCase().replace('_', '-');
    return new ApiGatewayGatewayResponse(this, id, { restApiId: this.api.id, ...response });
  }
}

/**
 * A browser must load the page before a user can sign in there. On AWS with `iam` the page stays closed: nobody should
 * type an access key into a page, and a proxy that signs for its users also signs the request for the page.
 */
function galleryIsOpen({ mode }: Auth, { target }: Settings): boolean {
  return mode !== 'none' && !(mode === 'iam' && target === 'aws');
}

/** The page, and below `/assets/` its scripts and styles. */
function galleryMethods(root: string, part: AddPart): RestMethod[] {
  const assets = part('assets-proxy', part('assets', root, 'assets').id, '{proxy+}');
  return [
    { name: 'gallery', resourceId: root, httpMethod: 'GET', access: openAccess },
    { name: 'gallery-assets', resourceId: assets.id, httpMethod: 'GET', access: openAccess },
  ];
}

/** A path of an added function, and all paths below it. */
function routeMethods(
  { path }: FunctionRoute,
  root: string,
  access: MethodAccess,
  part: AddPart,
): RestMethod[] {
  const name = path.slice(1);
  const own = part(name, root, name).id;
  const below = part(`${name}-proxy`, own, '{proxy+}').id;
  return [
    { name, resourceId: own, httpMethod: 'ANY', access },
    { name: `${name}-any`, resourceId: below, httpMethod: 'ANY', access },
    { name: `${name}-preflight`, resourceId: own, httpMethod: 'OPTIONS', access: openAccess },
    { name: `${name}-any-preflight`, resourceId: below, httpMethod: 'OPTIONS', access: openAccess },
  ];
}

function permitted({ path, handler }: FunctionRoute) {
  return { id: `${path.slice(1)}-permission`, handler };
}

/** The embedded cloud has two host names. */
function originsAt(endpoint: string): string[] {
  const { origin, protocol, hostname, port } = new URL(endpoint);
  const names = ['127.0.0.1', 'localhost'];
  if (!names.includes(hostname)) return [origin];
  return names.map((name) => new URL(`${protocol}//${name}:${port}`).origin);
}

/** Without the authorizer's id, which Terraform learns only later; it follows from the mode. */
function described({ name, httpMethod, access: { authorization, apiKeyRequired } }: RestMethod) {
  return { name, httpMethod, authorization, apiKeyRequired };
}

function digest(definition: object): string {
  return createHash('sha1').update(JSON.stringify(definition)).digest('hex');
}
