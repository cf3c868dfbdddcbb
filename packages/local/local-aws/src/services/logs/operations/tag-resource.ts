import { z } from 'zod';
import { taggedResource } from '../deliveries/tagged-resource.ts';
import { operation } from '../logs-state.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ resourceArn: z.string(), tags: z.record(z.string(), z.string()) }),
  resource: ({ resourceArn }) => resourceArn,
  async run({ resourceArn, tags }, { cloud, state }) {
    const resource = await taggedResource(resourceArn, state, cloud);
    await resource.save({ ...resource.tags, ...tags });
  },
});
