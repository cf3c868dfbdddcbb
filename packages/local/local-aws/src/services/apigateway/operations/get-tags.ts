import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { tagsOf } from '../tags.ts';

/** AWS accepts these and returns all tags at once. */
const unusedPaging = { position: z.string().optional(), limit: z.string().optional() };

export const getTags = route({
  name: 'GetTags',
  method: 'GET',
  path: '/tags/{resource_arn+}',
  input: z.strictObject({ resource_arn: z.string(), ...unusedPaging }),
  run: async ({ resource_arn }, { state }) => ({ tags: await tagsOf(state, resource_arn) }),
});
