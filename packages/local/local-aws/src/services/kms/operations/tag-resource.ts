import { z } from 'zod';
import { changeKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';
import { tagList, tagRecord } from '../tags.ts';

export const tagResource = operation({
  name: 'TagResource',
  input: z.strictObject({ KeyId: keyIdSchema, Tags: tagList }),
  resource: keyResource,
  async run({ KeyId, Tags }, context) {
    await changeKey(context, KeyId, (key) => ({ ...key, tags: { ...key.tags, ...tagRecord(Tags) } }));
  },
});
