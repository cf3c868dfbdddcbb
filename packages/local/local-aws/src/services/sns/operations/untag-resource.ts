import { z } from 'zod';
import { listOf } from '../../../protocol/query-input.ts';
import { findTagged } from '../find-tagged.ts';
import { operation } from '../sns-state.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ ResourceArn: z.string().optional(), TagKeys: listOf(z.string()).default([]) }),
  resource: ({ ResourceArn }) => ResourceArn ?? '*',
  async run({ ResourceArn, TagKeys }, { state }) {
    const topic = findTagged(state, ResourceArn);
    const tags = Object.fromEntries(Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key)));
    await state.saveTopic({ ...topic, tags });
    return {};
  },
});
