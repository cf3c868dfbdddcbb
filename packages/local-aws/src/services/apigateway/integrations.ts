import { notFound } from './api-gateway-state.ts';
import type { Integration, RestApi } from './documents.ts';
import { findMethod } from './resources.ts';

/** Throws NotFoundException. */
export function findIntegration(api: RestApi, resourceId: string, httpMethod: string): Integration {
  const integration = findMethod(api, resourceId, httpMethod).methodIntegration;
  if (!integration) throw notFound('Invalid Integration identifier specified');
  return integration;
}
