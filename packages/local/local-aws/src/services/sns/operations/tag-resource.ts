import { z } from 'zod';
import { findTagged } from '../find-tagged.ts';
import { operation } from '../sns-state.ts';
import { checkTags, tagsOf } from '../tags.ts';
import { tagsSchema } from '../wire.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ ResourceArn: z.string().optional(), Tags: tagsSchema }),
  resource: ({ ResourceArn }) => ResourceArn ?? '*',
  async run({ ResourceArn, Tags }, { state }) {
    const topic = findTagged(state, ResourceArn);
    checkTags(Tags);
    await state.saveTopic({ ...topic, tags: { ...topic.tags, ...tagsOf(Tags) } });
    return {};
  },
});
