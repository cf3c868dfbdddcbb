import { z } from 'zod';
import { listOf } from '../../../../protocol/query-input.ts';
import { findTagged, operation } from '../../cloudwatch-state.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ ResourceARN: z.string().min(1).max(1024), TagKeys: listOf(z.string()) }),
  resource: ({ ResourceARN }) => ResourceARN,
  async run({ ResourceARN, TagKeys }, { cloud, state }) {
    const alarm = await findTagged(ResourceARN, state, cloud);
    const tags = Object.fromEntries(Object.entries(alarm.tags).filter(([key]) => !TagKeys.includes(key)));
    await state.alarms.save([{ ...alarm, tags }]);
    return {};
  },
});
