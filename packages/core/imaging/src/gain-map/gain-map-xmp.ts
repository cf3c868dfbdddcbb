import { element, list, type XmpProperties, xmpPacket } from '../xmp-packet.ts';
import { hdrgm, type Parameters } from './parameters.ts';

const container = 'http://ns.google.com/photos/1.0/container/';
const item = 'http://ns.google.com/photos/1.0/container/item/';
const version = { 'hdrgm:Version': '1.0' };

/** Of a picture: that a gain map of so many bytes follows. */
export function directoryProperties(mapBytes: number): XmpProperties {
  const entry = (attributes: string) =>
    `<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="image/jpeg" ${attributes}/></rdf:li>`;
  const entries = [
    entry('Item:Semantic="Primary"'),
    entry(`Item:Semantic="GainMap" Item:Length="${mapBytes}"`),
  ];
  return {
    namespaces: { hdrgm, Container: container, Item: item },
    attributes: version,
    elements: [element('Container:Directory', list('Seq', entries))],
  };
}

/** The packet of the map itself. */
export function parametersXmp(adobe: NonNullable<Parameters['adobe']>): string {
  const single = [...adobe].filter(([, values]) => values.length === 1);
  const perChannel = [...adobe].filter(([, values]) => values.length > 1);
  const attributes = single.map(([name, [value = 0]]) => [`hdrgm:${name}`, value] as const);
  const elements = perChannel.map(([name, values]) => {
    const items = values.map((value) => element('rdf:li', String(value)));
    return element(`hdrgm:${name}`, list('Seq', items));
  });
  return xmpPacket({
    namespaces: { hdrgm },
    attributes: { ...version, ...Object.fromEntries(attributes), 'hdrgm:BaseRenditionIsHDR': 'False' },
    elements,
  });
}
