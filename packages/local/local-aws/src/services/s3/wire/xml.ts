import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { malformedXml } from '../errors.ts';

const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  // The library leaves a carriage return as it is, and every XML parser would read it as a line feed.
  processEntities: false,
  tagValueProcessor: (_, value) => escapeText(String(value)),
});

const parser = new XMLParser({
  ignoreAttributes: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: false, // a key may be a single space
  htmlEntities: true, // numeric references are among these
  // DTD entities are refused below; a DeleteObjects of 1,000 keys may hold any number of `&amp;`.
  processEntities: {
    maxTotalExpansions: Number.POSITIVE_INFINITY,
    maxExpandedLength: Number.POSITIVE_INFINITY,
  },
});

export function writeXml(root: string, content: object, options: { namespace?: boolean } = {}): string {
  const attributes = options.namespace === false ? {} : { '@xmlns': namespace };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: { ...attributes, ...content } })}`;
}

/** Parses a document whose root element must be `root`; throws MalformedXML. */
export function parseXml<T>(text: string, root: string, schema: z.ZodType<T>): T {
  if (text.includes('<!DOCTYPE') || XMLValidator.validate(text) !== true) throw malformedXml();
  const document: unknown = parser.parse(text);
  const parsed = z.looseObject({ [root]: schema }).safeParse(document);
  if (!parsed.success) throw malformedXml();
  return parsed.data[root] as T;
}

/**
 * An element of these children and no others: what S3 does not know it refuses.
 * The parser gives a string where there are none, and the white space between them as `#text`.
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

/** A repeated element: the parser gives one value where there is one, nothing where there is none. */
export function repeated<T>(schema: z.ZodType<T>) {
  return z.preprocess(
    (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
    z.array(schema),
  );
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
