import { z } from 'zod';
import { route } from '../route.ts';
import { tagSchema } from '../values.ts';
import { recordOf, tagsOf } from './tag-record.ts';
import { checkTagged, nameIn, resourceArn } from './tagged-resource.ts';

export const tagResource = route({
  name: 'TagResource',
  method: 'POST',
  path: 'tagging',
  query: { Operation: 'Tag' },
  status: 204,
  payload: 'Tags',
  input: z.strictObject({ Resource: resourceArn, Tags: tagSchema }),
  resource: ({ Resource }) => nameIn(Resource),
  async run({ Resource, Tags }, { state }) {
    await checkTagged(state, Resource);
    const tags = { ...(await state.tags.get(Resource)), ...recordOf(Tags.Items) };
    await state.tags.put(Resource, recordOf(tagsOf(tags)));
    return {};
  },
});

export const untagResource = route({
  name: 'UntagResource',
  method: 'POST',
  path: 'tagging',
  query: { Operation: 'Untag' },
  status: 204,
  payload: 'TagKeys',
  input: z.strictObject({
    Resource: resourceArn,
    TagKeys: z.strictObject({ Items: z.array(z.string()).default([]) }),
  }),
  resource: ({ Resource }) => nameIn(Resource),
  async run({ Resource, TagKeys }, { state }) {
    await checkTagged(state, Resource);
    const tags = Object.entries((await state.tags.get(Resource)) ?? {});
    await state.tags.put(Resource, Object.fromEntries(tags.filter(([key]) => !TagKeys.Items.includes(key))));
    return {};
  },
});

export const listTagsForResource = route({
  name: 'ListTagsForResource',
  method: 'GET',
  path: 'tagging',
  input: z.strictObject({ Resource: resourceArn }),
  resource: ({ Resource }) => nameIn(Resource),
  async run({ Resource }, { state }) {
    await checkTagged(state, Resource);
    return { root: 'Tags', content: { Items: tagsOf((await state.tags.get(Resource)) ?? {}) } };
  },
});
