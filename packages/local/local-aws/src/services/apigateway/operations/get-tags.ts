import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { tagsOf } from '../tags.ts';

export const getTags = route({
  name: 'GetTags',
  method: 'GET',
  path: '/tags/{resource_arn+}',
  input: z.object({ resource_arn: z.string() }),
  run: async ({ resource_arn }, { state }) => ({ tags: await tagsOf(state, resource_arn) }),
});
