import { z } from 'zod';
import { findGroup, groupNameOf, operation } from '../logs-state.ts';

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: z.strictObject({ resourceArn: z.string() }),
  resource: ({ resourceArn }) => resourceArn,
  async run({ resourceArn }, { cloud, state }) {
    return { tags: (await findGroup(state, groupNameOf(resourceArn, cloud))).tags };
  },
});
