import { z } from 'zod';
import { findGroup, groupNameOf, operation } from '../logs-state.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ resourceArn: z.string(), tagKeys: z.array(z.string()) }),
  resource: ({ resourceArn }) => resourceArn,
  async run({ resourceArn, tagKeys }, { cloud, state }) {
    const group = await findGroup(state, groupNameOf(resourceArn, cloud));
    const tags = Object.fromEntries(Object.entries(group.tags).filter(([name]) => !tagKeys.includes(name)));
    await state.groups.put(group.name, { ...group, tags });
  },
});
