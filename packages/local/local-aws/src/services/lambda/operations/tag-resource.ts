import { z } from 'zod';
import { operation } from '../lambda-state.ts';
import { findTagged } from '../tagged-resource.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.object({ Resource: z.string(), Tags: z.record(z.string(), z.string()) }),
  resource: ({ Resource }) => Resource,
  async run({ Resource, Tags }, context) {
    const tagged = await findTagged(context, Resource);
    await tagged.put({ ...tagged.tags, ...Tags });
  },
});
