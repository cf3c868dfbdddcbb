import { z } from 'zod';
import { operation } from '../ssm-state.ts';
import { findTagged, taggedArn, taggedResource } from '../tags.ts';

export const removeTagsFromResource = operation({
  name: 'RemoveTagsFromResource',
  input: taggedResource.extend({ TagKeys: z.array(z.string()) }),
  resource: taggedArn,
  async run({ TagKeys, ...resource }, { state }) {
    const parameter = await findTagged(state, resource);
    const tags = Object.fromEntries(Object.entries(parameter.tags).filter(([key]) => !TagKeys.includes(key)));
    await state.parameters.put(parameter.name, { ...parameter, tags });
  },
});
