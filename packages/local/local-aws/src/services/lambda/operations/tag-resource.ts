import { z } from 'zod';
import { invalidParameter } from '../invalid-parameter.ts';
import { operation } from '../lambda-state.ts';
import { checkTags, findTagged } from '../tagged-resource.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ Resource: z.string(), Tags: z.record(z.string(), z.string()) }),
  resource: ({ Resource }) => Resource,
  async run({ Resource, Tags }, context) {
    const tagged = await findTagged(context, Resource);
    if (Object.keys(Tags).length === 0)
      throw invalidParameter('An error occurred and the request cannot be processed.');
    const tags = { ...tagged.tags, ...Tags };
    checkTags(tags);
    await tagged.put(tags);
  },
});
