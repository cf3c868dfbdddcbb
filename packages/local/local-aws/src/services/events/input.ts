import { z } from 'zod';

/** A text whose length and pattern AWS checks. */
export const ruleName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[.\-_A-Za-z0-9]+$/);
/** Of a bus of one's own; only partners' have slashes. */
export const busName = z
  .string()
  .min(1)
  .max(256)
  .regex(/^[.\-_A-Za-z0-9]+$/);
/** Of a bus, where its ARN will do too. */
export const busNameOrArn = z
  .string()
  .min(1)
  .max(1600)
  .regex(/^(arn:aws[\w-]*:events:[a-z]+-[a-z]+-[\w-]+:[0-9]{12}:event-bus\/)?[/.\-_A-Za-z0-9]+$/);
export const arn = z.string().min(1).max(1600);
export const description = z.string().max(512);

export const tagList = z.array(
  z.strictObject({ Key: z.string().min(1).max(128), Value: z.string().max(256) }),
);

export function tagRecord(tags: z.infer<typeof tagList>): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

/** A page of a list. */
export const pageInput = {
  NextToken: z.string().min(1).max(2048).optional(),
  Limit: z.int().min(1).max(100).default(100),
};
