import { hdrgm, type Parameters } from './parameters.ts';

const container = 'http://ns.google.com/photos/1.0/container/';
const item = 'http://ns.google.com/photos/1.0/container/item/';
const description = '<rdf:Description rdf:about=""';

const emptyPacket = `<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    ${description}>
    </rdf:Description>
  </rdf:RDF>
</x:xmpmeta>`;

/** A picture's packet, which may say whose it is, that also says that a gain map of so many bytes follows. */
export function withDirectory(packet: string = emptyPacket, mapBytes: number): string {
  const entry = (attributes: string) =>
    `<rdf:li rdf:parseType="Resource"><Container:Item Item:Mime="image/jpeg" ${attributes}/></rdf:li>`;
  const directory = `<Container:Directory><rdf:Seq>${entry('Item:Semantic="Primary"')}${entry(
    `Item:Semantic="GainMap" Item:Length="${mapBytes}"`,
  )}</rdf:Seq></Container:Directory>`;
  return packet
    .replace(
      description,
      `${description} xmlns:hdrgm="${hdrgm}" xmlns:Container="${container}" xmlns:Item="${item}" hdrgm:Version="1.0"`,
    )
    .replace('</rdf:Description>', `${directory}</rdf:Description>`);
}

/** The packet of the map itself. */
export function parametersXmp(adobe: NonNullable<Parameters['adobe']>): string {
  const single = [...adobe].filter(([, values]) => values.length === 1);
  const perChannel = [...adobe].filter(([, values]) => values.length > 1);
  const attributes = single.map(([name, [value]]) => ` hdrgm:${name}="${value}"`).join('');
  const elements = perChannel.map(([name, values]) => {
    const items = values.map((value) => `<rdf:li>${value}</rdf:li>`).join('');
    return `<hdrgm:${name}><rdf:Seq>${items}</rdf:Seq></hdrgm:${name}>`;
  });
  return emptyPacket
    .replace(
      description,
      `${description} xmlns:hdrgm="${hdrgm}" hdrgm:Version="1.0"${attributes} hdrgm:BaseRenditionIsHDR="False"`,
    )
    .replace('</rdf:Description>', `${elements.join('')}</rdf:Description>`);
}
