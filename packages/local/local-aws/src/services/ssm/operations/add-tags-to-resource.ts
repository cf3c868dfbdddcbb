import { operation } from '../ssm-state.ts';
import { findTagged, taggedArn, taggedResource, tagList, tagRecord } from '../tags.ts';

export const addTagsToResource = operation({
  name: 'AddTagsToResource',
  input: taggedResource.extend({ Tags: tagList }),
  resource: taggedArn,
  async run({ Tags, ...resource }, { state }) {
    const parameter = await findTagged(state, resource);
    const tags = { ...parameter.tags, ...tagRecord(Tags) };
    await state.parameters.put(parameter.name, { ...parameter, tags });
  },
});
