import { NormalizedSchema } from '@smithy/core/schema';

/** A member of an operation's input, by its path in requests: `Environment.Variables`, `Tags[].Key`. */
export interface SdkMember {
  readonly path: string;
  /** Where it is in the request, if not in the body. */
  readonly place: 'body' | 'label' | 'query' | 'header';
}

type StaticSchema = Parameters<typeof NormalizedSchema.of>[0];

/** All members of an operation's input, according to the official client's own schema. */
export function membersOfClient(client: object, operation: string): SdkMember[] {
  const schema = (client as Record<string, readonly unknown[]>)[`${operation}$`];
  if (!schema) throw new Error(`The client has no schema of ${operation}`);
  const [, , , , input] = schema as readonly StaticSchema[];
  return input === undefined ? [] : membersOf(NormalizedSchema.of(input), '', []);
}

function membersOf(schema: NormalizedSchema, prefix: string, above: readonly string[]): SdkMember[] {
  if (schema.isListSchema()) return membersOf(schema.getValueSchema(), `${prefix}[]`, above);
  if (schema.isMapSchema()) return membersOf(schema.getValueSchema(), `${prefix}{}`, above);
  const name = schema.getName(true) ?? '';
  if (!schema.isStructSchema() || above.includes(name)) return [];
  return [...schema.structIterator()].flatMap(([memberName, member]) => {
    const { httpLabel, httpQuery, httpHeader, jsonName } = member.getMergedTraits();
    const place = httpLabel ? 'label' : httpQuery ? 'query' : httpHeader ? 'header' : 'body';
    const path = `${prefix}${prefix && '.'}${httpQuery ?? jsonName ?? memberName}`;
    return [{ path, place } as const, ...membersOf(member, path, [...above, name])];
  });
}
