import { z } from 'zod';
import { operation } from '../events-state.ts';
import { arn } from '../input.ts';
import { findTagged } from '../tagged.ts';

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: z.strictObject({ ResourceARN: arn }),
  resource: ({ ResourceARN }) => ResourceARN,
  run({ ResourceARN }, { state }) {
    const { tags } = findTagged(state, ResourceARN);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
});
