import { z } from 'zod';
import { operation } from '../events-state.ts';
import { arn, tagList, tagRecord } from '../input.ts';
import { findTagged } from '../tagged.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ ResourceARN: arn, Tags: tagList }),
  resource: ({ ResourceARN }) => ResourceARN,
  async run({ ResourceARN, Tags }, { state }) {
    const tagged = findTagged(state, ResourceARN);
    await tagged.save({ ...tagged.tags, ...tagRecord(Tags) });
  },
});
