/** Some of a picture's properties, and the namespaces that they need, by prefix. */
export interface XmpProperties {
  readonly namespaces: Readonly<Record<string, string>>;
  /** Simple ones, as attributes. */
  readonly attributes?: Readonly<Record<string, string | number>>;
  readonly elements: readonly string[];
}

/** An XMP packet (ISO 16684-1) of all these properties. */
export function xmpPacket(...parts: readonly XmpProperties[]): string {
  const namespaces = Object.entries(Object.assign({}, ...parts.map((part) => part.namespaces)));
  const declared = namespaces.map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`).join('');
  const attributes = parts
    .flatMap((part) => Object.entries(part.attributes ?? {}))
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about=""${declared}${attributes}>
      ${parts.flatMap((part) => part.elements).join('\n      ')}
    </rdf:Description>
  </rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`;
}

export function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}

export function list(kind: 'Seq' | 'Alt', items: readonly string[]): string {
  return element(`rdf:${kind}`, items.join(''));
}
