import { z } from 'zod';
import { findKey, keyIdSchema, keyResource } from '../find-key.ts';
import { operation } from '../kms-state.ts';
import { pageInput } from '../page.ts';

/** A key has 50 tags at most, so they are one page. */
export const listResourceTags = operation({
  name: 'ListResourceTags',
  input: z.strictObject({ KeyId: keyIdSchema, ...pageInput }),
  resource: keyResource,
  async run({ KeyId }, context) {
    const { tags } = await findKey(context, KeyId);
    return {
      Tags: Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue })),
      Truncated: false,
    };
  },
});
