import sax from 'sax';

/** Four times what fits into a JPEG. Half a second, at its worst. */
export const longestPacket = 256 * 1024;
/** More than XMP nests. */
const mostDepth = 64;
/** Values of all properties together. */
const mostValues = 2000;

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const xml = 'http://www.w3.org/XML/1998/namespace';
const declaration = 'http://www.w3.org/2000/xmlns/';

const noProperties: ReadonlySet<string> = new Set([rdf, xml, declaration]);

/** The texts of each property of a packet, by its namespace and name. Structures are left out. */
export type Properties = ReadonlyMap<string, readonly string[]>;

/** Stops a parser that has seen enough. */
class Enough extends Error {}

/** Reads XMP (ISO 16684-1) up to where it is broken or longer than is read. No entity that it declares is replaced. */
export function propertiesOf(packet: string): Properties {
  const found = new Map<string, string[]>();
  let values = 0;
  const add = (name: string, text: string, isBest = false) => {
    if (++values > mostValues) throw new Enough();
    const texts = found.get(name) ?? [];
    texts[isBest ? 'unshift' : 'push'](text);
    found.set(name, texts);
  };

  const path: string[] = [];
  let property: { readonly name: string; readonly depth: number; hasItems: boolean } | undefined;
  let [text, isDefault] = ['', false];
  const parser = sax.parser(true, { xmlns: true });
  parser.onopentag = (tag) => {
    if (path.length >= mostDepth) throw new Enough();
    const { uri, local, attributes } = tag as sax.QualifiedTag;
    const isProperty = path.at(-1) === `${rdf}Description` && path.at(-2) === `${rdf}RDF`;
    path.push(uri + local);
    const isDescription = path.at(-1) === `${rdf}Description` && path.at(-2) === `${rdf}RDF`;
    [text, isDefault] = ['', false];
    if (isProperty) property = { name: uri + local, depth: path.length, hasItems: false };
    for (const attribute of Object.values(attributes)) {
      const name = attribute.uri + attribute.local;
      if (name === `${xml}lang`) isDefault = attribute.value === 'x-default';
      // Simple properties may be attributes, and addresses references.
      if (isDescription && !noProperties.has(attribute.uri)) add(name, attribute.value);
      if (isProperty && name === `${rdf}resource`) add(uri + local, attribute.value);
    }
  };
  parser.ontext = parser.oncdata = (part) => {
    text += part;
  };
  parser.onclosetag = () => {
    if (property) {
      const { name, depth } = property;
      if (path.length === depth + 2 && path.at(-1) === `${rdf}li`) {
        property.hasItems = true;
        add(name, text, isDefault);
      } else if (path.length === depth) {
        if (!property.hasItems && text.trim() !== '') add(name, text);
        property = undefined;
      }
    }
    path.pop();
    text = '';
  };
  parser.onerror = (error) => {
    throw error;
  };
  try {
    parser.write(packet.slice(Math.max(0, packet.indexOf('<')), longestPacket)).close();
  } catch {
    // Broken from here on; what came before is good.
  }
  return found;
}
