import { z } from 'zod';
import { taggedResource } from '../deliveries/tagged-resource.ts';
import { operation } from '../logs-state.ts';

export const untagResource = operation({
  name: 'UntagResource',
  input: z.strictObject({ resourceArn: z.string(), tagKeys: z.array(z.string()) }),
  resource: ({ resourceArn }) => resourceArn,
  async run({ resourceArn, tagKeys }, { cloud, state }) {
    const resource = await taggedResource(resourceArn, state, cloud);
    const kept = Object.entries(resource.tags).filter(([name]) => !tagKeys.includes(name));
    await resource.save(Object.fromEntries(kept));
  },
});
