import { z } from 'zod';
import { operation } from '../lambda-state.ts';
import { findTagged } from '../tagged-resource.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ Resource: z.string(), tagKeys: z.union([z.string(), z.array(z.string())]) }),
  resource: ({ Resource }) => Resource,
  async run({ Resource, tagKeys }, context) {
    const tagged = await findTagged(context, Resource);
    const gone = new Set([tagKeys].flat());
    await tagged.put(Object.fromEntries(Object.entries(tagged.tags).filter(([key]) => !gone.has(key))));
  },
});
