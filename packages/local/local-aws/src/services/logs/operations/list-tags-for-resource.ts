import { z } from 'zod';
import { taggedResource } from '../deliveries/tagged-resource.ts';
import { operation } from '../logs-state.ts';

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: z.strictObject({ resourceArn: z.string() }),
  resource: ({ resourceArn }) => resourceArn,
  async run({ resourceArn }, { cloud, state }) {
    return { tags: (await taggedResource(resourceArn, state, cloud)).tags };
  },
});
