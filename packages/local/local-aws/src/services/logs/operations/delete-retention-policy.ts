import { z } from 'zod';
import { findGroup, groupResource, operation } from '../logs-state.ts';

export const deleteRetentionPolicy = operation({
  name: 'DeleteRetentionPolicy',
  input: z.strictObject({ logGroupName: z.string() }),
  resource: groupResource,
  async run({ logGroupName }, { state }) {
    const { retentionDays: _, ...group } = await findGroup(state, logGroupName);
    await state.groups.put(logGroupName, group);
  },
});
