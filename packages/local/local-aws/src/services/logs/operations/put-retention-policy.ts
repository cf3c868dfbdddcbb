import { z } from 'zod';
import { findGroup, groupResource, operation } from '../logs-state.ts';

const days = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
];

export const putRetentionPolicy = operation({
  name: 'PutRetentionPolicy',
  input: z.strictObject({ logGroupName: z.string(), retentionInDays: z.literal(days) }),
  resource: groupResource,
  async run({ logGroupName, retentionInDays }, { state }) {
    const group = await findGroup(state, logGroupName);
    await state.groups.put(logGroupName, { ...group, retentionDays: retentionInDays });
  },
});
