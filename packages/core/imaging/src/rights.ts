import type { Facts } from './facts/facts.ts';
import { element, list, type XmpProperties } from './xmp-packet.ts';

/** Whose a picture is, and how it was made: all that a variant keeps of what its original's file says. */
export type Rights = Pick<Facts, 'creators' | 'credit' | 'copyright' | 'usageTerms' | 'digitalSourceType'>;

/** The photo's own; `copyright` is for photos that have none. */
export function rightsOf(facts: Facts, copyright: string | undefined): Rights {
  const { creators, credit, usageTerms, digitalSourceType } = facts;
  const own = facts.copyright ?? copyright;
  return {
    ...(creators && { creators }),
    ...(credit !== undefined && { credit }),
    ...(own !== undefined && { copyright: own }),
    ...(usageTerms !== undefined && { usageTerms }),
    ...(digitalSourceType !== undefined && { digitalSourceType }),
  };
}

const namespaces = {
  dc: 'http://purl.org/dc/elements/1.1/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  xmpRights: 'http://ns.adobe.com/xap/1.0/rights/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
};

/**
 * For XMP, in the fields of IPTC's photo metadata standard; `undefined` if there are none. XMP can hold any text, while
 * libvips writes EXIF in ASCII, with `?` for everything else.
 */
export function rightsProperties(rights: Rights): XmpProperties | undefined {
  const { creators, credit, copyright, usageTerms, digitalSourceType } = rights;
  const properties = [
    creators &&
      element(
        'dc:creator',
        list(
          'Seq',
          creators.map((name) => element('rdf:li', escaped(name))),
        ),
      ),
    credit && element('photoshop:Credit', escaped(credit)),
    copyright && element('dc:rights', inAnyLanguage(copyright)),
    usageTerms && element('xmpRights:UsageTerms', inAnyLanguage(usageTerms)),
    digitalSourceType &&
      element(
        'Iptc4xmpExt:DigitalSourceType',
        `http://cv.iptc.org/newscodes/digitalsourcetype/${digitalSourceType}`,
      ),
  ].filter((property): property is string => property !== undefined && property !== '');
  if (properties.length === 0) return undefined;
  const used = Object.entries(namespaces).filter(([prefix]) =>
    properties.some((property) => property.startsWith(`<${prefix}:`)),
  );
  return { namespaces: Object.fromEntries(used), elements: properties };
}

function inAnyLanguage(text: string): string {
  return list('Alt', [`<rdf:li xml:lang="x-default">${escaped(text)}</rdf:li>`]);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
