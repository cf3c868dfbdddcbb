import { z } from 'zod';

/** API Gateway updates by JSON patches whose values are all texts (API reference, "Patch operations"). */
export const patchSchema = z.object({
  patchOperations: z
    .array(
      z.object({
        op: z.enum(['add', 'remove', 'replace']),
        path: z.string(),
        value: z.string().nullish(),
      }),
    )
    .default([]),
});

export type Patch = z.output<typeof patchSchema>['patchOperations'][number];
type Node = Record<string, unknown>;

/** `document` with the patches applied; lists are sets of texts, whose members stand in the path or in the value. */
export function applyPatches<Document extends object>(
  document: Document,
  patches: readonly Patch[],
): Document {
  const copy = structuredClone(document) as Node;
  for (const { op, path, value } of patches) {
    const parts = path
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = parts.pop() ?? '';
    let node: unknown = copy;
    for (const [index, part] of parts.entries()) {
      const parent = node as Node;
      parent[part] ??= index === parts.length - 1 && op === 'add' && lists.has(part) ? [] : {};
      node = parent[part];
    }
    const parent = node as Node;
    if (Array.isArray(node)) changeList(node, op, last, value);
    else if (lists.has(last) && op !== 'replace') {
      parent[last] ??= [];
      changeList(parent[last] as unknown[], op, value ?? '', undefined);
    } else if (op === 'remove') delete parent[last];
    else parent[last] = typed(last, value ?? '');
  }
  return copy as Document;
}

const lists = new Set([
  'binaryMediaTypes',
  'providerARNs',
  'authorizationScopes',
  'types',
  'cacheKeyParameters',
]);
const numbers =
  /^(limit|offset|.*RateLimit|.*BurstLimit|rateLimit|burstLimit|minimumCompressionSize|timeoutInMillis|.*InSeconds)$/;

/** `/binaryMediaTypes/image~1png` adds that value; `/endpointConfiguration/types/EDGE` with a value replaces it. */
function changeList(
  list: unknown[],
  op: Patch['op'],
  member: string,
  value: string | null | undefined,
): void {
  const at = list.indexOf(member);
  if (op === 'remove') {
    if (at >= 0) list.splice(at, 1);
  } else if (op === 'replace' && at >= 0) list.splice(at, 1, value ?? member);
  else if (!list.includes(member)) list.push(member);
}

function typed(name: string, value: string): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  return numbers.test(name) ? Number(value) : value;
}
