/** Stored documents, in the form in which API Gateway returns them. */
export interface IntegrationResponse {
  readonly statusCode: string;
  readonly selectionPattern?: string | undefined;
  readonly responseParameters?: Readonly<Record<string, string>> | undefined;
  readonly responseTemplates?: Readonly<Record<string, string>> | undefined;
  readonly contentHandling?: string | undefined;
}

export interface MethodResponse {
  readonly statusCode: string;
  readonly responseParameters?: Readonly<Record<string, boolean>> | undefined;
  readonly responseModels?: Readonly<Record<string, string>> | undefined;
}

export interface Integration {
  readonly type: string;
  readonly httpMethod?: string | undefined;
  readonly uri?: string | undefined;
  readonly credentials?: string | undefined;
  readonly requestParameters?: Readonly<Record<string, string>> | undefined;
  readonly requestTemplates?: Readonly<Record<string, string>> | undefined;
  readonly passthroughBehavior: string;
  readonly contentHandling?: string | undefined;
  readonly timeoutInMillis: number;
  readonly cacheNamespace: string;
  readonly cacheKeyParameters: readonly string[];
  readonly integrationResponses?: Readonly<Record<string, IntegrationResponse>>;
}

export interface Method {
  readonly httpMethod: string;
  readonly authorizationType: string;
  readonly authorizerId?: string | undefined;
  readonly authorizationScopes?: readonly string[] | undefined;
  readonly apiKeyRequired: boolean;
  readonly operationName?: string | undefined;
  readonly requestParameters?: Readonly<Record<string, boolean>> | undefined;
  readonly requestModels?: Readonly<Record<string, string>> | undefined;
  readonly methodResponses?: Readonly<Record<string, MethodResponse>>;
  readonly methodIntegration?: Integration;
}

export interface Resource {
  readonly id: string;
  readonly parentId?: string;
  readonly pathPart?: string;
  /** `/images/{id}` */
  readonly path: string;
  readonly resourceMethods?: Readonly<Record<string, Method>>;
}

/** A snapshot: later changes of the API are not served before the next deployment. */
export interface Deployment {
  readonly id: string;
  readonly description?: string | undefined;
  readonly createdDate: number;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
}

export interface Stage {
  readonly stageName: string;
  readonly deploymentId: string;
  readonly description?: string | undefined;
  readonly cacheClusterEnabled: boolean;
  readonly cacheClusterStatus: string;
  readonly methodSettings: Readonly<Record<string, object>>;
  readonly accessLogSettings?: Readonly<Record<string, string>> | undefined;
  readonly variables?: Readonly<Record<string, string>> | undefined;
  readonly tracingEnabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
}

export interface Authorizer {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly providerARNs?: readonly string[] | undefined;
  readonly authorizerUri?: string | undefined;
  readonly authorizerCredentials?: string | undefined;
  readonly identitySource?: string | undefined;
  readonly identityValidationExpression?: string | undefined;
  readonly authorizerResultTtlInSeconds: number;
  readonly authType: string;
}

export interface GatewayResponse {
  readonly responseType: string;
  readonly statusCode?: string | undefined;
  readonly responseParameters: Readonly<Record<string, string>>;
  readonly responseTemplates: Readonly<Record<string, string>>;
  readonly defaultResponse: boolean;
}

export interface RestApi {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly version?: string | undefined;
  readonly createdDate: number;
  readonly apiKeySource: string;
  readonly endpointConfiguration: { readonly types: readonly string[]; readonly ipAddressType: string };
  readonly binaryMediaTypes?: readonly string[] | undefined;
  readonly minimumCompressionSize?: number | undefined;
  readonly policy?: string | undefined;
  readonly disableExecuteApiEndpoint: boolean;
  readonly rootResourceId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly deployments: Readonly<Record<string, Deployment>>;
  readonly stages: Readonly<Record<string, Stage>>;
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  /** The API's own responses, by type. */
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
}

export interface ApiKey {
  readonly id: string;
  readonly value: string;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly customerId?: string | undefined;
  readonly enabled: boolean;
  readonly createdDate: number;
  readonly lastUpdatedDate: number;
  readonly stageKeys: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

/** Requests per second on average, and in a burst. */
export interface Throttle {
  readonly rateLimit: number;
  readonly burstLimit: number;
}

export interface ApiStage {
  readonly apiId: string;
  readonly stage: string;
  /** By `/path/METHOD`. */
  readonly throttle?: Readonly<Record<string, Throttle>> | undefined;
}

export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly description?: string | undefined;
  readonly productCode?: string | undefined;
  readonly apiStages: readonly ApiStage[];
  readonly throttle?: Throttle | undefined;
  readonly quota?:
    | { readonly limit: number; readonly offset: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' }
    | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** Ids of the API keys in the plan. */
  readonly keyIds: readonly string[];
}

/** `api` as it is returned, without the parts that have their own operations. */
export function restApiDocument({
  resources,
  deployments,
  stages,
  authorizers,
  gatewayResponses,
  policy,
  ...document
}: RestApi) {
  // AWS escapes the policy for JSON twice; Terraform's provider undoes that.
  return policy === undefined ? document : { ...document, policy: JSON.stringify(policy).slice(1, -1) };
}

/** With `embed=apisummary`, also what each method requires of its callers. */
export function deploymentDocument(
  { resources, gatewayResponses, ...document }: Deployment,
  withSummary = false,
) {
  if (!withSummary) return document;
  const summary = Object.values(resources).map(({ path, resourceMethods = {} }) => [
    path,
    Object.fromEntries(
      Object.entries(resourceMethods).map(([method, { authorizationType, apiKeyRequired }]) => [
        method,
        { authorizationType, apiKeyRequired },
      ]),
    ),
  ]);
  return { ...document, apiSummary: Object.fromEntries(summary) };
}

export function usagePlanDocument({ keyIds, ...document }: UsagePlan) {
  return document;
}
