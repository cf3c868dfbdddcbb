import type { AwsError } from '../../../protocol/aws-error.ts';
import { badRequest, notFound } from '../api-gateway-state.ts';
import { type Patch, partsOf } from './patch.ts';

type Op = Patch['op'];
type Node = Record<string, unknown>;

/** A path that a resource's updates may name, and its operations. */
export interface PatchRule {
  /** `*` matches one part of the path. */
  readonly path: string;
  readonly ops: readonly Op[];
  apply(document: Node, parts: readonly string[], patch: Patch): void;
}

/** The paths of a resource that can be updated. Source: API Gateway API reference, "Patch operations". */
export interface PatchTable {
  readonly rules: readonly PatchRule[];
  /** For a path that does not exist. */
  unknownPath(patch: Patch): AwsError;
  /** For an operation that the path does not support. */
  wrongOp(patch: Patch, rule: PatchRule): AwsError;
}

/** Throws BadRequestException for anything that is not in the table. */
export function applyPatches<Document extends object>(
  document: Document,
  patches: readonly Patch[],
  table: PatchTable,
): Document {
  const copy = structuredClone(document) as Node;
  for (const patch of patches) {
    const parts = partsOf(patch.path ?? '');
    const rule = table.rules.find(({ path }) => matches(partsOf(path), parts));
    if (!rule) throw table.unknownPath(patch);
    if (!rule.ops.includes(patch.op)) throw table.wrongOp(patch, rule);
    rule.apply(copy, parts, patch);
  }
  return copy as Document;
}

function matches(pattern: readonly string[], parts: readonly string[]): boolean {
  return pattern.length === parts.length && pattern.every((part, at) => part === '*' || part === parts[at]);
}

/** A property, replaced by the parsed text; `undefined` removes it. */
export function property(
  path: string,
  parse: (text: string) => unknown = (text) => text,
  ops: readonly Op[] = ['replace'],
): PatchRule {
  return {
    path,
    ops,
    apply(document, parts, { op, value }) {
      const { node, last } = walk(document, parts);
      const parsed = op === 'remove' ? undefined : parse(value ?? '');
      if (parsed === undefined) delete node[last];
      else node[last] = parsed;
    },
  };
}

/** An entry of a map: `/requestTemplates/text~1plain`. Throws NotFoundException, as `missing` says it. */
export function entry(
  path: `/${string}/*`,
  { parse = (text: string): unknown => text, missing = 'Invalid parameter name specified' } = {},
): PatchRule {
  return {
    path,
    ops: ['add', 'remove', 'replace'],
    apply(document, parts, { op, value }) {
      const { node, last } = walk(document, parts);
      if (op !== 'add' && !(last in node)) throw notFound(missing);
      if (op === 'remove') delete node[last];
      else if (!value) throw badRequest(`Invalid null or empty value in ${parts[0]}`);
      else node[last] = parse(value);
    },
  };
}

/** A member of a set, named in the path: `/binaryMediaTypes/image~1png`; `replace` puts the value there. */
export function member(path: `/${string}/*`): PatchRule {
  return {
    path,
    ops: ['add', 'remove', 'replace'],
    apply(document, parts, { op, value }) {
      const name = parts.at(-1) ?? '';
      change(document, parts.slice(0, -1), (set) => {
        if (op === 'remove') set.delete(name);
        if (op === 'replace') set.delete(name);
        if (op !== 'remove') set.add(op === 'replace' ? (value ?? name) : name);
      });
    },
  };
}

/** A member of a set, named in the value: `/providerARNs`. */
export function element(path: string): PatchRule {
  return {
    path,
    ops: ['add', 'remove'],
    apply(document, parts, { op, value }) {
      change(document, parts, (set) => (op === 'add' ? set.add(value ?? '') : set.delete(value ?? '')));
    },
  };
}

function change(document: Node, parts: readonly string[], edit: (set: Set<string>) => void): void {
  const { node, last } = walk(document, parts);
  const set = new Set(node[last] as string[] | undefined);
  edit(set);
  node[last] = [...set];
}

/** The object that contains the last part of a path; missing objects are created. */
export function walk(
  document: Node,
  parts: readonly string[],
): { readonly node: Node; readonly last: string } {
  const node = parts.slice(0, -1).reduce<Node>((parent, part) => {
    parent[part] ??= {};
    return parent[part] as Node;
  }, document);
  return { node, last: parts.at(-1) ?? '' };
}
