import { XMLBuilder, XMLParser, XMLValidator } from 'fast-xml-parser';

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

/** A document with that root element, in `namespace` where one is given. */
export function buildXml(root: string, content: object, namespace?: string): string {
  const attributes = namespace === undefined ? {} : { '@xmlns': namespace };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ [root]: { ...attributes, ...content } })}`;
}

/** The document as data, by its root element; undefined for what is no XML, and for what defines entities. */
export function readXml(text: string): Record<string, unknown> | undefined {
  if (text.includes('<!DOCTYPE') || XMLValidator.validate(text) !== true) return undefined;
  return parser.parse(text);
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\r', '&#13;');
}
