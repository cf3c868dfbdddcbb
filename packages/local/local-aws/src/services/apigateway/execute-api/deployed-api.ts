import type { AwsRequest } from '../../../protocol/message.ts';
import type { ApiGatewayState } from '../api-gateway-state.ts';
import type { Deployment, RestApi, Stage } from '../documents.ts';
import { type Address, parseAddress } from './address.ts';

/** The API as deployed to the stage that a request names. */
export interface DeployedApi {
  readonly address: Address;
  readonly api: RestApi;
  readonly stage: Stage;
  readonly deployment: Deployment;
}

export async function findDeployedApi(
  state: ApiGatewayState,
  { host, path }: AwsRequest,
): Promise<DeployedApi | undefined> {
  const address = parseAddress(host, path);
  const api = address && (await state.apis.get(address.apiId));
  const stage = address && api?.stages[address.stage];
  const deployment = stage && api?.deployments[stage.deploymentId];
  return deployment && { address, api, stage, deployment };
}
