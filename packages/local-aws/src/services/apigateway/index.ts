import { oneChangeAtATime } from '../../protocol/one-change-at-a-time.ts';
import { restJsonService } from '../../protocol/rest-json.ts';
import type { ServiceFactory } from '../index.ts';
import { type ApiGatewayState, openApiGateway } from './api-gateway-state.ts';
import { createApiKey } from './api-keys/createApiKey.ts';
import { deleteApiKey } from './api-keys/deleteApiKey.ts';
import { getApiKey } from './api-keys/getApiKey.ts';
import { getApiKeys } from './api-keys/getApiKeys.ts';
import { updateApiKey } from './api-keys/updateApiKey.ts';
import { createAuthorizer } from './authorizers/createAuthorizer.ts';
import { deleteAuthorizer } from './authorizers/deleteAuthorizer.ts';
import { getAuthorizer } from './authorizers/getAuthorizer.ts';
import { getAuthorizers } from './authorizers/getAuthorizers.ts';
import { updateAuthorizer } from './authorizers/updateAuthorizer.ts';
import { executeApi } from './execute-api/execute-api.ts';
import { deleteGatewayResponse } from './gateway-responses/deleteGatewayResponse.ts';
import { getGatewayResponse } from './gateway-responses/getGatewayResponse.ts';
import { getGatewayResponses } from './gateway-responses/getGatewayResponses.ts';
import { putGatewayResponse } from './gateway-responses/putGatewayResponse.ts';
import { updateGatewayResponse } from './gateway-responses/updateGatewayResponse.ts';
import { nameOfImport } from './imports.ts';
import { createDeployment } from './operations/createDeployment.ts';
import { createResource } from './operations/createResource.ts';
import { createRestApi } from './operations/createRestApi.ts';
import { createStage } from './operations/createStage.ts';
import { deleteDeployment } from './operations/deleteDeployment.ts';
import { deleteIntegration } from './operations/deleteIntegration.ts';
import { deleteMethod } from './operations/deleteMethod.ts';
import { deleteResource } from './operations/deleteResource.ts';
import { deleteRestApi } from './operations/deleteRestApi.ts';
import { deleteStage } from './operations/deleteStage.ts';
import { getAccount } from './operations/getAccount.ts';
import { getDeployment } from './operations/getDeployment.ts';
import { getDeployments } from './operations/getDeployments.ts';
import { getIntegration } from './operations/getIntegration.ts';
import { getMethod } from './operations/getMethod.ts';
import { getResource } from './operations/getResource.ts';
import { getResources } from './operations/getResources.ts';
import { getRestApi } from './operations/getRestApi.ts';
import { getRestApis } from './operations/getRestApis.ts';
import { getStage } from './operations/getStage.ts';
import { getStages } from './operations/getStages.ts';
import { getTags } from './operations/getTags.ts';
import { putIntegration } from './operations/putIntegration.ts';
import { putMethod } from './operations/putMethod.ts';
import { tagResource } from './operations/tagResource.ts';
import { untagResource } from './operations/untagResource.ts';
import { updateDeployment } from './operations/updateDeployment.ts';
import { updateIntegration } from './operations/updateIntegration.ts';
import { updateMethod } from './operations/updateMethod.ts';
import { updateRestApi } from './operations/updateRestApi.ts';
import { updateStage } from './operations/updateStage.ts';
import { deleteIntegrationResponse } from './responses/deleteIntegrationResponse.ts';
import { deleteMethodResponse } from './responses/deleteMethodResponse.ts';
import { getIntegrationResponse } from './responses/getIntegrationResponse.ts';
import { getMethodResponse } from './responses/getMethodResponse.ts';
import { putIntegrationResponse } from './responses/putIntegrationResponse.ts';
import { putMethodResponse } from './responses/putMethodResponse.ts';
import { updateIntegrationResponse } from './responses/updateIntegrationResponse.ts';
import { updateMethodResponse } from './responses/updateMethodResponse.ts';
import { createUsagePlan } from './usage-plans/createUsagePlan.ts';
import { createUsagePlanKey } from './usage-plans/createUsagePlanKey.ts';
import { deleteUsagePlan } from './usage-plans/deleteUsagePlan.ts';
import { deleteUsagePlanKey } from './usage-plans/deleteUsagePlanKey.ts';
import { getUsage } from './usage-plans/getUsage.ts';
import { getUsagePlan } from './usage-plans/getUsagePlan.ts';
import { getUsagePlanKey } from './usage-plans/getUsagePlanKey.ts';
import { getUsagePlanKeys } from './usage-plans/getUsagePlanKeys.ts';
import { getUsagePlans } from './usage-plans/getUsagePlans.ts';
import { updateUsagePlan } from './usage-plans/updateUsagePlan.ts';

/**
 * Amazon API Gateway, REST APIs (v1): their definition here, their requests in execute-api/.
 *
 * Gaps: models, validators, documentation, custom domains, VPC links, client certificates, caching, import and export,
 * integrations other than AWS_PROXY to Lambda and MOCK; of a MOCK integration all but the status in its request template,
 * static headers and a response template without variables; scripts in the templates of gateway responses, and their
 * variables but $context.error, .requestId, .apiId, .stage, .httpMethod, .path and $stageVariables.
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
