import { z } from 'zod';

export const tagsSchema = z.record(z.string(), z.string()).optional();

/** The list form that S3, DynamoDB and IAM use. */
export function tagList(tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}
