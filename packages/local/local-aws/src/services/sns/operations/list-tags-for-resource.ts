import { z } from 'zod';
import { findTagged } from '../find-tagged.ts';
import { operation } from '../sns-state.ts';

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: z.strictObject({ ResourceArn: z.string().optional() }),
  resource: ({ ResourceArn }) => ResourceArn ?? '*',
  run({ ResourceArn }, { state }) {
    const { tags } = findTagged(state, ResourceArn);
    return { Tags: { member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
  },
});
