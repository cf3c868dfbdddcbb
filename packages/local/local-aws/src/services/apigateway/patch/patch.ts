import { z } from 'zod';

/** Operations of RFC 6902; API Gateway's own tables say which of them a path supports. */
const operations = ['add', 'remove', 'move', 'test', 'replace', 'copy'] as const;

/** API Gateway updates with JSON patches whose values are all text (API reference, "Patch operations"). */
export const patchShape = {
  patchOperations: z
    .array(
      z.strictObject({
        op: z.enum(operations),
        path: z.string().nullish(),
        value: z.string().nullish(),
        from: z.string().nullish(),
      }),
    )
    .default([]),
};

export type Patch = z.output<typeof patchShape.patchOperations>[number];

/** `/requestTemplates/text~1plain` → `['requestTemplates', 'text/plain']`. */
export function partsOf(path: string): string[] {
  return path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
