import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { tagsOf } from '../tags.ts';

export const tagResource = route({
  name: 'TagResource',
  method: 'PUT',
  path: '/tags/{resource_arn+}',
  status: 204,
  input: z.strictObject({ resource_arn: z.string(), tags: z.record(z.string(), z.string()) }),
  async run({ resource_arn, tags }, { state }) {
    await tagsOf(state, resource_arn, (before) => ({ ...before, ...tags }));
  },
});
