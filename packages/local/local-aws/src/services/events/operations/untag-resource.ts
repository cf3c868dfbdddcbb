import { z } from 'zod';
import { operation } from '../events-state.ts';
import { arn } from '../input.ts';
import { findTagged } from '../tagged.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ ResourceARN: arn, TagKeys: z.array(z.string().min(1).max(128)) }),
  resource: ({ ResourceARN }) => ResourceARN,
  async run({ ResourceARN, TagKeys }, { state }) {
    const tagged = findTagged(state, ResourceARN);
    const kept = Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key));
    await tagged.save(Object.fromEntries(kept));
  },
});
