import { z } from 'zod';
import { findFunction } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.object({ Resource: z.string(), tagKeys: z.union([z.string(), z.array(z.string())]) }),
  resource: ({ Resource }) => Resource,
  async run({ Resource, tagKeys }, context) {
    const record = await findFunction(context, Resource);
    const gone = new Set([tagKeys].flat());
    const tags = Object.fromEntries(Object.entries(record.tags).filter(([key]) => !gone.has(key)));
    await context.state.functions.put(record.name, { ...record, tags });
  },
});
