import { z } from 'zod';
import { findFunction } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const listTags = operation({
  name: 'ListTags',
  input: z.object({ Resource: z.string() }),
  resource: ({ Resource }) => Resource,
  async run({ Resource }, context) {
    return { Tags: (await findFunction(context, Resource)).tags };
  },
});
