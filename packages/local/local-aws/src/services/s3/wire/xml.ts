import { z } from 'zod';
import { buildXml, readXml } from '../../../protocol/xml.ts';
import { malformedXml } from '../errors.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

export function writeXml(root: string, content: object, options: { namespace?: boolean } = {}): string {
  return buildXml(root, content, options.namespace === false ? undefined : namespace);
}

/** Parses a document whose root element must be `root`; throws MalformedXML. */
export function parseXml<T>(text: string, root: string, schema: z.ZodType<T>): T {
  const document = readXml(text);
  if (!document) throw malformedXml();
  const parsed = z.looseObject({ [root]: schema }).safeParse(document);
  if (!parsed.success) throw malformedXml();
  return parsed.data[root] as T;
}

/**
 * An element with these children and no others: S3 refuses what it does not know. If there are no children, the parser gives
 * a string; white space between children becomes `#text`.
 */
export function element<Shape extends z.ZodRawShape>(children: Shape) {
  return z.preprocess((value) => {
    if (typeof value === 'string') return value.trim() === '' ? {} : value;
    if (typeof value !== 'object' || value === null) return value;
    const { '#text': text = '', ...others } = value as Record<string, unknown>;
    return String(text).trim() === '' ? others : value;
  }, z.strictObject(children));
}

/** An element's text that is a whole number. */
export function integer() {
  return z.string().regex(/^-?\d{1,18}$/);
}

export function flag() {
  return z.enum(['true', 'false']);
}

/** A repeated element: the parser gives a single value for one, and nothing for none. */
export function repeated<T>(schema: z.ZodType<T>) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(schema),
  );
}
