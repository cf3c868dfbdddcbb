import type { Cloud } from '../../cloud/cloud.ts';
import { notFound, seconds } from './api-gateway-state.ts';
import type { Deployment, RestApi, Stage } from './documents.ts';

/** Throws NotFoundException. */
export function findStage(api: RestApi, name: string): Stage {
  const stage = api.stages[name];
  if (!stage) throw notFound('Invalid stage identifier specified');
  return stage;
}

/** Throws NotFoundException. */
export function findDeployment(api: RestApi, id: string): Deployment {
  const deployment = api.deployments[id];
  if (!deployment) throw notFound('Invalid Deployment identifier specified');
  return deployment;
}

/** A stage with the values that API Gateway fills in. */
export function newStage(
  cloud: Cloud,
  given: Partial<Stage> & Pick<Stage, 'stageName' | 'deploymentId'>,
): Stage {
  const now = seconds(cloud);
  return {
    cacheClusterEnabled: false,
    cacheClusterStatus: 'NOT_AVAILABLE',
    methodSettings: {},
    tracingEnabled: false,
    tags: {},
    createdDate: now,
    ...given,
    lastUpdatedDate: now,
  };
}
