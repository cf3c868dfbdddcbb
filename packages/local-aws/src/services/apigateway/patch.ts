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

type Patch = z.output<typeof patchSchema>['patchOperations'][number];
type Node = Record<string, unknown>;

/** `document` with the patches applied; lists are sets of texts, addressed by value. */
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
      parent[part] ??= index === parts.length - 1 && op === 'add' && isList(part) ? [] : {};
      node = parent[part];
    }
    if (Array.isArray(node)) changeList(node, op, last, value);
    else if (op === 'remove') delete (node as Node)[last];
    else (node as Node)[last] = typed(value ?? '', (node as Node)[last]);
  }
  return copy as Document;
}

function isList(name: string): boolean {
  return ['binaryMediaTypes', 'providerARNs', 'authorizationScopes', 'types'].includes(name);
}

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

function typed(value: string, before: unknown): unknown {
  if (value === 'true' || value === 'false') return value === 'true';
  if (typeof before === 'number') return Number(value);
  return value;
}
