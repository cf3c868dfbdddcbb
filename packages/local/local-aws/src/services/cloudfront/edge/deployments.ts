import type { Cloud } from '../../../cloud/cloud.ts';
import type { CloudFrontState } from '../cloudfront-state.ts';
import { allOf } from '../page.ts';
import { type Deployment, deploy } from './deployment.ts';
import { createEdgeFunctions } from './functions/edge-functions.ts';

/** Finds distributions by their ids in lower case, as the last change left them. */
export function createDeployments(cloud: Cloud, state: CloudFrontState) {
  let revision = -1;
  let deployments = new Map<string, Promise<Deployment | undefined>>();
  let functions = createEdgeFunctions(cloud, state);

  async function load(id: string): Promise<Deployment | undefined> {
    const found = (await allOf(state.distributions)).find((one) => one.id.toLowerCase() === id);
    return found?.config.Enabled ? deploy(cloud, state, functions, found) : undefined;
  }

  return async function find(id: string): Promise<Deployment | undefined> {
    if (revision !== state.revision) {
      revision = state.revision;
      deployments = new Map();
      functions = createEdgeFunctions(cloud, state);
    }
    const known = deployments.get(id);
    if (known) return known;
    const loading = load(id);
    if (deployments.size < 1_000) deployments.set(id, loading); // whoever makes up names may not fill the memory
    loading.catch(() => deployments.delete(id));
    return loading;
  };
}
