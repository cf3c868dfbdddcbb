import { z } from 'zod';
import { badRequest, conflict, findApi, newId, route } from '../api-gateway-state.ts';
import type { Resource, RestApi } from '../documents.ts';
import { findResource, withResource } from '../resources.ts';

export const createResource = route({
  name: 'CreateResource',
  method: 'POST',
  path: '/restapis/{restapi_id}/resources/{parent_id}',
  status: 201,
  input: z.strictObject({ restapi_id: z.string(), parent_id: z.string(), pathPart: z.string() }),
  async run({ restapi_id, parent_id, pathPart }, context) {
    const api = await findApi(context, restapi_id);
    const parent = findResource(api, parent_id);
    if (!/^(?:[\w.:$-]+|\{[\w.:$-]+\+?\})$/.test(pathPart)) {
      throw badRequest(
        "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.",
      );
    }
    checkPlace(api, parent, pathPart);
    if (
      Object.values(api.resources).some(
        (other) => other.parentId === parent_id && other.pathPart === pathPart,
      )
    ) {
      throw conflict(`Another resource with the same parent already has this name: ${pathPart}`);
    }
    const path = `${parent.path === '/' ? '' : parent.path}/${pathPart}`;
    const resource = { id: newId(6), parentId: parent_id, pathPart, path };
    await context.state.apis.put(api.id, withResource(api, resource));
    return resource;
  },
});

/** Throws BadRequestException below a greedy variable, and for a second variable among siblings. */
function checkPlace({ resources }: RestApi, parent: Resource, pathPart: string): void {
  if (parent.pathPart?.endsWith('+}'))
    throw badRequest(`Cannot create a child of a resource with a greedy path variable: ${parent.pathPart}`);
  const isVariable = (part = '') => part.startsWith('{');
  const sibling = Object.values(resources).find(
    (other) => other.parentId === parent.id && isVariable(other.pathPart) && other.pathPart !== pathPart,
  );
  if (sibling && isVariable(pathPart))
    throw badRequest(
      `A sibling (${sibling.pathPart}) of this resource already has a variable path part -- only one is allowed`,
    );
}
