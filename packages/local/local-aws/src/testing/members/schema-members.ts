import { z } from 'zod';

interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: boolean | JsonSchema;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly type?: string;
  /** From `not-served.ts`: a request with this member is refused. */
  readonly notServed?: boolean;
  /** For a value that something else checks. */
  readonly scalar?: boolean;
}

/** What a schema says about the members of an input, by paths in the form of `SdkMember.path`. */
export interface SchemaMembers {
  readonly named: ReadonlySet<string>;
  /** Members that are refused, with everything below them. */
  readonly refused: readonly string[];
  /** Members that accept anything: nothing below them is checked. */
  readonly open: readonly string[];
  /** Objects that let unknown members pass; strictObject does not. */
  readonly loose: readonly string[];
}

export function membersOfSchema(schema: z.ZodType): SchemaMembers {
  const named = new Set<string>();
  const refused: string[] = [];
  const open: string[] = [];
  const loose: string[] = [];

  function walk(node: JsonSchema, path: string): void {
    if (node.notServed) refused.push(path);
    if (node.notServed || node.scalar) return;
    for (const alternative of [...(node.anyOf ?? []), ...(node.allOf ?? [])]) walk(alternative, path);
    if (node.items) walk(node.items, `${path}[]`);
    for (const [name, member] of Object.entries(node.properties ?? {})) {
      const at = `${path}${path && '.'}${name}`;
      named.add(at);
      walk(member, at);
    }
    const rest = node.additionalProperties;
    if (node.type === 'object' && node.propertyNames === undefined && rest !== false) loose.push(path);
    if (typeof rest === 'object') walk(rest, `${path}{}`);
    if (Object.keys(node).every((keyword) => keyword === '$schema' || keyword === 'default')) open.push(path);
  }

  walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema, '');
  return { named, refused, open, loose };
}
