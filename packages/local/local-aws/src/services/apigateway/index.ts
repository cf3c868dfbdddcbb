import type { ServiceFactory } from '../../cloud/service.ts';
import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { restJsonService } from '../../protocol/rest-json.ts';
import { type ApiGatewayState, openApiGateway } from './api-gateway-state.ts';
import { createApiKey } from './api-keys/create-api-key.ts';
import { deleteApiKey } from './api-keys/delete-api-key.ts';
import { getApiKey } from './api-keys/get-api-key.ts';
import { getApiKeys } from './api-keys/get-api-keys.ts';
import { updateApiKey } from './api-keys/update-api-key.ts';
import { createAuthorizer } from './authorizers/create-authorizer.ts';
import { deleteAuthorizer } from './authorizers/delete-authorizer.ts';
import { getAuthorizer } from './authorizers/get-authorizer.ts';
import { getAuthorizers } from './authorizers/get-authorizers.ts';
import { updateAuthorizer } from './authorizers/update-authorizer.ts';
import { executeApi } from './execute-api/execute-api.ts';
import { deleteGatewayResponse } from './gateway-responses/delete-gateway-response.ts';
import { getGatewayResponse } from './gateway-responses/get-gateway-response.ts';
import { getGatewayResponses } from './gateway-responses/get-gateway-responses.ts';
import { putGatewayResponse } from './gateway-responses/put-gateway-response.ts';
import { updateGatewayResponse } from './gateway-responses/update-gateway-response.ts';
import { nameOfImport } from './imports.ts';
import { createDeployment } from './operations/create-deployment.ts';
import { createResource } from './operations/create-resource.ts';
import { createRestApi } from './operations/create-rest-api.ts';
import { createStage } from './operations/create-stage.ts';
import { deleteDeployment } from './operations/delete-deployment.ts';
import { deleteIntegration } from './operations/delete-integration.ts';
import { deleteMethod } from './operations/delete-method.ts';
import { deleteResource } from './operations/delete-resource.ts';
import { deleteRestApi } from './operations/delete-rest-api.ts';
import { deleteStage } from './operations/delete-stage.ts';
import { getAccount } from './operations/get-account.ts';
import { getDeployment } from './operations/get-deployment.ts';
import { getDeployments } from './operations/get-deployments.ts';
import { getIntegration } from './operations/get-integration.ts';
import { getMethod } from './operations/get-method.ts';
import { getResource } from './operations/get-resource.ts';
import { getResources } from './operations/get-resources.ts';
import { getRestApi } from './operations/get-rest-api.ts';
import { getRestApis } from './operations/get-rest-apis.ts';
import { getStage } from './operations/get-stage.ts';
import { getStages } from './operations/get-stages.ts';
import { getTags } from './operations/get-tags.ts';
import { putIntegration } from './operations/put-integration.ts';
import { putMethod } from './operations/put-method.ts';
import { tagResource } from './operations/tag-resource.ts';
import { untagResource } from './operations/untag-resource.ts';
import { updateDeployment } from './operations/update-deployment.ts';
import { updateIntegration } from './operations/update-integration.ts';
import { updateMethod } from './operations/update-method.ts';
import { updateRestApi } from './operations/update-rest-api.ts';
import { updateStage } from './operations/update-stage.ts';
import { deleteIntegrationResponse } from './responses/delete-integration-response.ts';
import { deleteMethodResponse } from './responses/delete-method-response.ts';
import { getIntegrationResponse } from './responses/get-integration-response.ts';
import { getMethodResponse } from './responses/get-method-response.ts';
import { putIntegrationResponse } from './responses/put-integration-response.ts';
import { putMethodResponse } from './responses/put-method-response.ts';
import { updateIntegrationResponse } from './responses/update-integration-response.ts';
import { updateMethodResponse } from './responses/update-method-response.ts';
import { createUsagePlan } from './usage-plans/create-usage-plan.ts';
import { createUsagePlanKey } from './usage-plans/create-usage-plan-key.ts';
import { deleteUsagePlan } from './usage-plans/delete-usage-plan.ts';
import { deleteUsagePlanKey } from './usage-plans/delete-usage-plan-key.ts';
import { getUsage } from './usage-plans/get-usage.ts';
import { getUsagePlan } from './usage-plans/get-usage-plan.ts';
import { getUsagePlanKey } from './usage-plans/get-usage-plan-key.ts';
import { getUsagePlanKeys } from './usage-plans/get-usage-plan-keys.ts';
import { getUsagePlans } from './usage-plans/get-usage-plans.ts';
import { updateUsagePlan } from './usage-plans/update-usage-plan.ts';

/**
 * Amazon API Gateway, REST APIs (v1). Their definition is here; execute-api/ serves their requests.
 *
 * Gaps: models, validators, documentation, custom domains, VPC links, client certificates, caching, import and export,
 * canaries, and integrations other than AWS_PROXY to Lambda and MOCK. A MOCK integration supports the status in its request
 * template, static headers and a response template without variables. Of method settings, throttling
 * alone has an effect; they and access log settings are stored and returned. Requests that a client has compressed reach functions as they are; a change of
 * minimumCompressionSize works at once, not from the next deployment on. Templates of gateway responses support no scripts, and only the variables
 * $context.error, .requestId, .apiId, .stage, .httpMethod, .path and $stageVariables.
 *
 * By design: a request from a web page of another origin reaches a deployed API only if the OPTIONS method allows that
 * origin. Where the browser sends no preflight request, local-aws calls OPTIONS itself first.
 */
export const createApiGateway: ServiceFactory = async (cloud) => {
  const state = openApiGateway(cloud);
  const inOrder = oneChangeAtATime<ApiGatewayState>();
  const control = restJsonService({
    name: 'apigateway',
    iamPrefix: 'apigateway',
    cloud,
    state,
    unserved: nameOfImport,
    routes: [
      createApiKey,
      createAuthorizer,
      createDeployment,
      createResource,
      createRestApi,
      createStage,
      createUsagePlan,
      createUsagePlanKey,
      deleteApiKey,
      deleteAuthorizer,
      deleteDeployment,
      deleteGatewayResponse,
      deleteIntegration,
      deleteIntegrationResponse,
      deleteMethod,
      deleteMethodResponse,
      deleteResource,
      deleteRestApi,
      deleteStage,
      deleteUsagePlan,
      deleteUsagePlanKey,
      getAccount,
      getApiKey,
      getApiKeys,
      getAuthorizer,
      getAuthorizers,
      getDeployment,
      getDeployments,
      getGatewayResponse,
      getGatewayResponses,
      getIntegration,
      getIntegrationResponse,
      getMethod,
      getMethodResponse,
      getResource,
      getResources,
      getRestApi,
      getRestApis,
      getStage,
      getStages,
      getTags,
      getUsage,
      getUsagePlan,
      getUsagePlanKey,
      getUsagePlanKeys,
      getUsagePlans,
      putGatewayResponse,
      putIntegration,
      putIntegrationResponse,
      putMethod,
      putMethodResponse,
      tagResource,
      untagResource,
      updateApiKey,
      updateAuthorizer,
      updateDeployment,
      updateGatewayResponse,
      updateIntegration,
      updateIntegrationResponse,
      updateMethod,
      updateMethodResponse,
      updateRestApi,
      updateStage,
      updateUsagePlan,
    ].map((route) => ({ ...route, operation: inOrder(route.operation) })),
  });
  return { services: [control, executeApi(cloud, state)] };
};
