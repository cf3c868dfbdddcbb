import { notFound } from './api-gateway-state.ts';
import type { Integration, RestApi } from './documents.ts';
import { findMethod, withMethod } from './resources.ts';

/** Throws NotFoundException. */
export function findIntegration(api: RestApi, resourceId: string, httpMethod: string): Integration {
  const integration = findMethod(api, resourceId, httpMethod).methodIntegration;
  if (!integration) throw notFound('Invalid Integration identifier specified');
  return integration;
}

export function withIntegration(
  api: RestApi,
  address: { readonly resource_id: string; readonly http_method: string },
  integration: Integration,
): RestApi {
  const method = findMethod(api, address.resource_id, address.http_method);
  return withMethod(api, address.resource_id, { ...method, methodIntegration: integration });
}
