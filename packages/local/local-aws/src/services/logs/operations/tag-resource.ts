import { z } from 'zod';
import { findGroup, groupNameOf, operation } from '../logs-state.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ resourceArn: z.string(), tags: z.record(z.string(), z.string()) }),
  resource: ({ resourceArn }) => resourceArn,
  async run({ resourceArn, tags }, { cloud, state }) {
    const group = await findGroup(state, groupNameOf(resourceArn, cloud));
    await state.groups.put(group.name, { ...group, tags: { ...group.tags, ...tags } });
  },
});
