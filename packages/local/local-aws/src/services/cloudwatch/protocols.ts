import type { AnyOperation } from '../../protocol/operation.ts';

/** The operations for a protocol that writes their output in its own form. */
export function written<State>(
  operations: readonly AnyOperation<State>[],
  write: (value: unknown) => unknown,
): AnyOperation<State>[] {
  return operations.map((operation) => ({
    ...operation,
    invoke: async (...call) => write(await operation.invoke(...call)),
  }));
}

/** Lists, maps and times as the query protocol has them. */
export function forQuery(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return { member: value.map(forQuery) };
  if (value instanceof Map) return { entry: [...value].map(([key, value]) => ({ key, value })) };
  return eachMember(value, forQuery);
}

/** Times as the JSON protocols have them: in seconds. */
export function forJson(value: unknown): unknown {
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(forJson);
  if (value instanceof Map) return Object.fromEntries(value);
  return eachMember(value, forJson);
}

/** Maps as CBOR has them; it has times of its own. */
export function forCbor(value: unknown): unknown {
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.map(forCbor);
  if (value instanceof Map) return Object.fromEntries(value);
  return eachMember(value, forCbor);
}

function eachMember(value: unknown, write: (member: unknown) => unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(members.map(([name, member]) => [name, write(member)]));
}
