import { notFound } from './api-gateway-state.ts';
import type { Method, Resource, RestApi } from './documents.ts';

/** Throws NotFoundException. */
export function findResource(api: RestApi, id: string): Resource {
  const resource = api.resources[id];
  if (!resource) throw notFound('Invalid Resource identifier specified');
  return resource;
}

/** Throws NotFoundException. */
export function findMethod(api: RestApi, resourceId: string, httpMethod: string): Method {
  const method = findResource(api, resourceId).resourceMethods?.[httpMethod];
  if (!method) throw notFound('Invalid Method identifier specified');
  return method;
}

export function withResource(api: RestApi, resource: Resource): RestApi {
  return { ...api, resources: { ...api.resources, [resource.id]: resource } };
}

export function withMethod(api: RestApi, resourceId: string, method: Method): RestApi {
  const resource = findResource(api, resourceId);
  const resourceMethods = { ...resource.resourceMethods, [method.httpMethod]: method };
  return withResource(api, { ...resource, resourceMethods });
}

/** Without `embed=methods`, a resource contains only the names of its methods. */
export function resourceDocument(resource: Resource, embedMethods: boolean) {
  const { resourceMethods, ...rest } = resource;
  if (!resourceMethods) return rest;
  const methods = embedMethods
    ? resourceMethods
    : Object.fromEntries(Object.keys(resourceMethods).map((name) => [name, {}]));
  return { ...rest, resourceMethods: methods };
}
