import { z } from 'zod';
import { route } from '../api-gateway-state.ts';
import { tagsOf } from '../tags.ts';

export const untagResource = route({
  name: 'UntagResource',
  method: 'DELETE',
  path: '/tags/{resource_arn+}',
  status: 204,
  input: z.strictObject({ resource_arn: z.string(), tagKeys: z.union([z.string(), z.array(z.string())]) }),
  async run({ resource_arn, tagKeys }, { state }) {
    const gone = new Set([tagKeys].flat());
    await tagsOf(state, resource_arn, (before) =>
      Object.fromEntries(Object.entries(before).filter(([key]) => !gone.has(key))),
    );
  },
});
