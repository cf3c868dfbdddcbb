import { z } from 'zod';
import { findTagged, operation } from '../../cloudwatch-state.ts';

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: z.strictObject({ ResourceARN: z.string().min(1).max(1024) }),
  resource: ({ ResourceARN }) => ResourceARN,
  async run({ ResourceARN }, { cloud, state }) {
    const { tags } = await findTagged(ResourceARN, state, cloud);
    return { Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
});
