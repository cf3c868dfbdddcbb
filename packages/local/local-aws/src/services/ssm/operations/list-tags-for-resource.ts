import { operation } from '../ssm-state.ts';
import { findTagged, taggedArn, taggedResource } from '../tags.ts';

export const listTagsForResource = operation({
  name: 'ListTagsForResource',
  input: taggedResource,
  resource: taggedArn,
  async run(resource, { state }) {
    const { tags } = await findTagged(state, resource);
    return { TagList: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) };
  },
});
