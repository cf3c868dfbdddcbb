import { z } from 'zod';
import { operation } from '../lambda-state.ts';
import { findTagged } from '../tagged-resource.ts';

export const listTags = operation({
  name: 'ListTags',
  input: z.strictObject({ Resource: z.string() }),
  resource: ({ Resource }) => Resource,
  async run({ Resource }, context) {
    return { Tags: (await findTagged(context, Resource)).tags };
  },
});
