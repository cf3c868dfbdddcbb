import { z } from 'zod';

export const tagList = z.array(
  z.strictObject({ TagKey: z.string().min(1).max(128), TagValue: z.string().max(256) }),
);

export function tagRecord(tags: z.output<typeof tagList>): Record<string, string> {
  return Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue]));
}
