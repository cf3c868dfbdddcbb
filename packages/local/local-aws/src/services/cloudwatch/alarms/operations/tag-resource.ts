import { z } from 'zod';
import { findTagged, operation } from '../../cloudwatch-state.ts';
import { tagsSchema } from '../../input.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ ResourceARN: z.string().min(1).max(1024), Tags: tagsSchema }),
  resource: ({ ResourceARN }) => ResourceARN,
  async run({ ResourceARN, Tags }, { cloud, state }) {
    const alarm = await findTagged(ResourceARN, state, cloud);
    const added = Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
    await state.alarms.save([{ ...alarm, tags: { ...alarm.tags, ...added } }]);
    return {};
  },
});
