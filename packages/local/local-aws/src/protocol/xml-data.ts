/** The element's name of a list's items, by the name of the element that the list is in. */
export type ListItems = Readonly<Record<string, string>>;

/** Lists stand in an element of this name. Source: CloudFront's service model. */
const list = 'Items';

/**
 * An element's content as data: `<Aliases><Items><CNAME>a</CNAME></Items></Aliases>` is `{ Items: ['a'] }`, and a text
 * stays a text. Undefined where it cannot be that: an element repeated outside of a list, a list of something else.
 */
export function fromXml(content: unknown, name: string, items: ListItems): unknown {
  if (typeof content === 'string') return content;
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return undefined;
  const data: Record<string, unknown> = {};
  for (const [child, value] of Object.entries(content)) {
    if (child === '#text' && String(value).trim() === '') continue;
    const read = child === list ? listFromXml(value, items[name], items) : fromXml(value, child, items);
    if (child === '#text' || read === undefined) return undefined;
    data[child] = read;
  }
  return data;
}

function listFromXml(content: unknown, item: string | undefined, items: ListItems): unknown[] | undefined {
  if (typeof content === 'string') return content.trim() === '' ? [] : undefined;
  if (typeof content !== 'object' || content === null || item === undefined) return undefined;
  const { '#text': _, ...children } = content as Record<string, unknown>;
  if (Object.keys(children).some((child) => child !== item)) return undefined;
  const read = [children[item] ?? []].flat().map((value) => fromXml(value, item, items));
  return read.includes(undefined) ? undefined : read;
}

/** The reverse. What is undefined, and a list without items, is left out. */
export function toXml(data: unknown, name: string, items: ListItems): unknown {
  if (data instanceof Date) return data.toISOString();
  if (typeof data !== 'object' || data === null) return String(data);
  if (Array.isArray(data)) {
    const item = items[name] ?? 'member';
    return { [item]: data.map((value) => toXml(value, item, items)) };
  }
  return Object.fromEntries(
    Object.entries(data).flatMap(([child, value]) => {
      if (value === undefined || (Array.isArray(value) && value.length === 0)) return [];
      return [[child, toXml(value, child === list ? name : child, items)] as const];
    }),
  );
}
