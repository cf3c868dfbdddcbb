import { z } from 'zod';
import { findFunction } from '../function-lookup.ts';
import { operation } from '../lambda-state.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.object({ Resource: z.string(), Tags: z.record(z.string(), z.string()) }),
  resource: ({ Resource }) => Resource,
  async run({ Resource, Tags }, context) {
    const record = await findFunction(context, Resource);
    await context.state.functions.put(record.name, { ...record, tags: { ...record.tags, ...Tags } });
  },
});
